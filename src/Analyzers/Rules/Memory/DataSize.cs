using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Memory;

/// <summary>How much data an expression makes, as far as the source tells.</summary>
/// <param name="Length">The least number of elements.</param>
/// <param name="IsRead">True when the data comes from a file or a stored document: of any size.</param>
internal readonly record struct DataSize(long Length, bool IsRead)
{
    public static DataSize None => default;

    public static DataSize Read => new(0, IsRead: true);

    public DataSize Or(DataSize other) => new(Math.Max(Length, other.Length), IsRead || other.IsRead);
}

/// <summary>Follows one initializer through the helpers that it calls. Budgets bound it; what lies beyond them counts as nothing.</summary>
internal sealed class DataSizeReader
{
    private readonly CallTargets _targets;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ILocalSymbol> _active = new(SymbolEqualityComparer.Default);
    private readonly HashSet<SyntaxNode> _activeBodies = new();
    private int _operations;
    private int _helpers;

    public DataSizeReader(CallTargets targets, CancellationToken cancellationToken)
    {
        _targets = targets;
        _cancellationToken = cancellationToken;
    }

    /// <summary>True for a name that speaks of settings, which are small.</summary>
    public static bool NamesSettings(string name) => KnownNames.SettingsWords.IsIn(name);

    public DataSize Of(IOperation? value)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (value is null || _operations++ > Budgets.DataOperations)
        {
            return DataSize.None;
        }

        IOperation operation = ValueOrigin.Unwrap(value);
        return operation switch
        {
            { ConstantValue: { HasValue: true, Value: string text } } => new DataSize(text.Length, IsRead: false),
            IArrayCreationOperation array =>
                new DataSize(array.DimensionSizes.Aggregate(1L, static (product, size) => Product(product, Constant(size))), IsRead: false),
            _ when TaskUse.TaskOf(operation) is { } task => Of(task),
            IObjectCreationOperation creation => OfCreation(creation),
            IInvocationOperation invocation => OfCall(invocation),
            ILocalReferenceOperation local => OfLocal(local),
            IConditionalOperation conditional => Of(conditional.WhenTrue).Or(Of(conditional.WhenFalse)),
            ICoalesceOperation coalesce => Of(coalesce.Value).Or(Of(coalesce.WhenNull)),
            _ when (int)operation.Kind == NewerSyntax.CollectionExpressionOperation => OfElements(operation),
            _ => DataSize.None,
        };
    }

    /// <summary>What a delegate returns, whichever of its bodies runs.</summary>
    public DataSize OfDelegate(IOperation code) => OfHelpers(_targets.OfDelegate(code, code, _cancellationToken));

    private static long Constant(IOperation size) => size.ConstantValue.Value switch
    {
        int number and > 0 => number,
        long number and > 0 => number,
        uint number => number,
        _ => 0,
    };

    private static long Product(long left, long right) => right != 0 && left > long.MaxValue / right ? long.MaxValue : left * right;

    private DataSize OfElements(IOperation collection)
    {
        DataSize spreads = collection.ChildOperations
            .Where(static element => (int)element.Kind == NewerSyntax.SpreadOperation)
            .Select(spread => Of(spread.ChildOperations.FirstOrDefault()))
            .Aggregate(DataSize.None, static (all, one) => all.Or(one));
        return spreads.Or(new DataSize(collection.ChildOperations.Count(), IsRead: false));
    }

    /// <summary>
    /// A collection takes over what it is made from; any other object of this project keeps at least what is read from a file.
    /// </summary>
    private DataSize OfCreation(IObjectCreationOperation creation)
    {
        DataSize written = new(creation.Initializer?.Initializers.Length ?? 0, IsRead: false);
        bool isContainer = DataSources.IsContainer(creation.Type);
        if (!isContainer && creation.Constructor?.DeclaringSyntaxReferences.IsEmpty != false)
        {
            return DataSize.None;
        }

        DataSize taken = creation.Arguments.Where(static argument => DataSources.IsContainer(argument.Value.Type))
            .Aggregate(DataSize.None, (all, one) => all.Or(Of(one.Value)));
        return isContainer ? taken.Or(written) : taken with { Length = 0 };
    }

    private DataSize OfCall(IInvocationOperation call)
    {
        IMethodSymbol method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        IOperation? source = call.Instance ?? call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0)?.Value;
        if (DataSources.ReadsAll(method))
        {
            return source?.ConstantValue.Value is string path && NamesSettings(path) ? DataSize.None : DataSize.Read;
        }

        if (DataSources.Deserializes(method))
        {
            return call.Arguments.Any(static argument => argument.Value.ConstantValue.HasValue
                    && argument.Value.ConstantValue.Value is string)
                || (call.Arguments.Select(static argument => argument.Value).FirstOrDefault(DescribesSettings) is not null)
                || (call.Type is { } type && NamesSettings(type.Name))
                ? DataSize.None
                : DataSize.Read;
        }

        if (!method.DeclaringSyntaxReferences.IsEmpty || method.MethodKind == MethodKind.DelegateInvoke)
        {
            return OfHelpers(_targets.Of(call, _cancellationToken));
        }

        if (method.Name is "Range" or "Repeat" && method.ContainingType.Is("System.Linq.Enumerable"))
        {
            return new DataSize(
                call.Arguments.Where(static argument => argument.Parameter?.Name == "count")
                    .Sum(static argument => Constant(argument.Value)),
                IsRead: false);
        }

        if (method.Name is "AllocateArray" or "AllocateUninitializedArray" && method.ContainingType.Is(KnownTypes.GarbageCollector))
        {
            return new DataSize(Constant(call.Arguments[0].Value), IsRead: false);
        }

        return DataSources.HandsOn(method, out bool keepsLength)
            ? keepsLength ? Of(source) : Of(source) with { Length = 0 }
            : DataSize.None;
    }

    /// <summary>True for a read of a file whose name speaks of settings.</summary>
    private static bool DescribesSettings(IOperation document) =>
        document.DescendantsAndSelf()
            .Any(static part => part.ConstantValue is { HasValue: true, Value: string text } && NamesSettings(text));

    private DataSize OfLocal(ILocalReferenceOperation reference)
    {
        if (!_active.Add(reference.Local))
        {
            return DataSize.None;
        }

        DataSize size = (new LocalAssignments(LocalAssignments.Outermost(reference)).Of(reference.Local) ?? Array.Empty<IOperation?>())
            .Aggregate(DataSize.None, (all, one) => all.Or(Of(one)));
        _active.Remove(reference.Local);
        return size;
    }

    /// <summary>A lambda is part of the code that it is in, and no helper of its own.</summary>
    private DataSize OfHelpers(ImmutableArray<CallTarget> targets)
    {
        DataSize size = DataSize.None;
        foreach (CallTarget target in targets)
        {
            int helpers = target.Method.MethodKind == MethodKind.AnonymousFunction ? 0 : 1;
            if (_helpers + helpers <= Budgets.DataHelpers && _activeBodies.Add(target.Body.Syntax))
            {
                _helpers += helpers;
                size = size.Or(OfBody(target.Body, target.Method.ReturnType));
                _helpers -= helpers;
                _activeBodies.Remove(target.Body.Syntax);
            }
        }

        return size;
    }

    /// <summary>What a body returns. A container that it fills while it reads a file line by line is as large as the file.</summary>
    private DataSize OfBody(IOperation body, ITypeSymbol returned)
    {
        DataSize size = ControlFlow.ReturnsOf(body).Aggregate(DataSize.None, (all, one) => all.Or(Of(one)));
        return DataSources.IsContainer(returned)
            && body.Descendants().OfType<IForEachLoopOperation>().Any(loop => Of(loop.Collection).IsRead)
                ? size.Or(DataSize.Read)
                : size;
    }
}
