using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <content>What the code does with the process, and with the tasks that read its streams.</content>
internal sealed partial class Plumbing
{
    private readonly List<SyntaxNode> _closed = new();

    /// <summary>The streams whose end the code waits for.</summary>
    private readonly HashSet<List<SyntaxNode>> _ends = new();
    private int _outputsRead;
    private int _errorsRead;

    /// <summary>Understands one use of the process; false when it is no plumbing.</summary>
    private bool Take(ILocalReferenceOperation reference)
    {
        switch (reference.Parent)
        {
            case IInvocationOperation { TargetMethod.Name: var name } call when call.Instance == reference:
                return name switch
                {
                    "Start" => call.Syntax == Start.Syntax && Remove(call),
                    "WaitForExit" => call.Arguments.IsEmpty && TakeWait(call.Parent as IExpressionStatementOperation),
                    "WaitForExitAsync" => HasNoToken(call) && TakeWaitFor(call),
                    "Dispose" or "Close" => TakeClose(call),
                    _ => false,
                };
            case IPropertyReferenceOperation { Property.Name: "ExitCode" } code when code.Instance == reference:
                _codes.Add(code.Syntax);
                return !IsOnlyNamed(code);
            case IPropertyReferenceOperation { Property.Name: "StandardOutput" or "StandardError" } stream
                when stream.Parent is IInvocationOperation read && read.Instance == stream:
                return TakeRead(read, isOutput: stream.Property.Name == "StandardOutput");
            default:
                return false;
        }
    }

    private static bool IsOnlyNamed(IOperation operation) => operation.Parent is INameOfOperation;

    /// <summary>True for a call without a token, or with one that cannot be canceled.</summary>
    private static bool HasNoToken(IInvocationOperation call) => call.Arguments.All(static argument =>
        argument.ArgumentKind == ArgumentKind.DefaultValue
        || ValueOrigin.Unwrap(argument.Value) is IDefaultValueOperation or IPropertyReferenceOperation { Property.Name: "None" });

    private bool TakeRead(IInvocationOperation read, bool isOutput)
    {
        _outputsRead += isOutput ? 1 : 0;
        _errorsRead += isOutput ? 0 : 1;
        List<SyntaxNode> texts = isOutput ? _outputs : _errors;
        if (!IsHere(read) || StatementOf(read) is not { } statement)
        {
            return false;
        }

        if (read.TargetMethod.Name == "ReadToEnd")
        {
            _direct.Add(statement);
            _ends.Add(texts);
            texts.Add(read.Syntax);
            return true;
        }

        if (read.TargetMethod.Name != "ReadToEndAsync" || !HasNoToken(read))
        {
            return false;
        }

        if (TaskUse.KeptIn(read) is not { } task)
        {
            _direct.Add(statement);
            return TakeText(read, texts);
        }

        if (statement is not LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 }
            || Destination.Whole(read).Parent is not IVariableInitializerOperation)
        {
            return false;
        }

        _begun.Add(statement);
        _removed.Add(statement);
        return LocalAssignments.References(task, read).All(reference => IsHere(reference) && TakeText(reference, texts));
    }

    /// <summary>A task that is waited for: what stands for its result is the text.</summary>
    private bool TakeText(IOperation task, List<SyntaxNode> texts)
    {
        _ends.Add(texts);
        if (HasLimit(task))
        {
            return false;
        }

        if (TaskUse.ResultOfAlone(task) is { } result)
        {
            if (result is IAwaitOperation awaited)
            {
                _awaits.Add(awaited);
            }

            if (result.Parent is IExpressionStatementOperation alone)
            {
                return Remove(alone);
            }

            texts.Add(result.Syntax.Parent is ParenthesizedExpressionSyntax parenthesized ? parenthesized : result.Syntax);
            return true;
        }

        return TaskUse.WaitOn(task) switch
        {
            IInvocationOperation { TargetMethod.Name: "Wait", Arguments.IsEmpty: true, Parent: IExpressionStatementOperation alone } =>
                Remove(alone),
            { Parent: IExpressionStatementOperation alone } together => TakeTogether(together, alone),
            _ => false,
        };
    }

    /// <summary>The wait for the exit by its task: alone, or with the tasks that read.</summary>
    private bool TakeWaitFor(IInvocationOperation call)
    {
        if (TaskUse.WaitOn(call) is not { Parent: IExpressionStatementOperation alone } wait || !IsHere(call) || HasLimit(call))
        {
            return false;
        }

        if (TaskUse.IsAwaited(call))
        {
            if (wait is IAwaitOperation awaited)
            {
                _awaits.Add(awaited);
            }

            return TakeWait(alone);
        }

        return _wait is null && (_wait = alone.Syntax) is not null && TakeTogether(wait, alone);
    }

    private bool TakeTogether(IOperation wait, IExpressionStatementOperation alone)
    {
        if (!_together.TryGetValue(wait, out int known))
        {
            if (wait is IAwaitOperation awaited)
            {
                _awaits.Add(awaited);
            }

            if (!Remove(alone))
            {
                return false;
            }
        }

        _together[wait] = known + 1;
        return true;
    }

    private bool TakeWait(IExpressionStatementOperation? alone)
    {
        if (alone is null || _wait is not null || !IsHere(alone))
        {
            return false;
        }

        _wait = alone.Syntax;
        return Remove(alone);
    }

    private bool TakeClose(IInvocationOperation call)
    {
        _closed.Add(call.Syntax);
        return call.Parent is IExpressionStatementOperation alone && Remove(alone);
    }

    private bool Remove(IOperation operation)
    {
        SyntaxNode? statement = operation.Syntax.FirstAncestorOrSelf<StatementSyntax>();
        if (statement is not ExpressionStatementSyntax || ContainerOf(statement) != _list)
        {
            return false;
        }

        _removed.Add(statement);
        return true;
    }

    /// <summary>The statement of the list that has the operation in it itself, and in no branch.</summary>
    private SyntaxNode? StatementOf(IOperation operation) =>
        operation.Syntax.FirstAncestorOrSelf<StatementSyntax>() is { } statement && ContainerOf(statement) == _list ? statement : null;

    private bool IsHere(IOperation operation) => ControlFlow.BodyAround(operation).Syntax == _body.Syntax;

    /// <summary>True for a task that is given up after a time: `task.WaitAsync(limit)`.</summary>
    private static bool HasLimit(IOperation task)
    {
        IOperation outer = Destination.Whole(task);
        return outer.Parent is IInvocationOperation { TargetMethod.Name: var name } call
            && call.Instance == outer
            && (name == "WaitAsync" || (KnownNames.SameTask.Has(name) && HasLimit(call)));
    }

    private static bool IsConfigured(IAwaitOperation awaited) => awaited.Operation is IInvocationOperation
    {
        TargetMethod.Name: "ConfigureAwait",
        Arguments: { Length: 1 } arguments,
    }
        && arguments[0].Value.ConstantValue is { HasValue: true, Value: false };
}
