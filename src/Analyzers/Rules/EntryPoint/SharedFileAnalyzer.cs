using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>
/// PSAFE406: a program starts several workers of itself, and all of them write one file.
/// Reported on a write, append or creation in code that workers alone run, when the path is the same in each of them.
/// Left alone: paths with an argument, the id of the process, a random name or a value of the environment; files that are created new or
/// opened for one process; programs whose workers take a mutex; and a worker that is waited for before the next one starts.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedFileAnalyzer : ProcessSafetyAnalyzer
{
    public SharedFileAnalyzer()
        : base(Rules.WorkersShareFile)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            if (!index.HasAny(KnownNames.FileWrites.Words, file.CancellationToken)
                || !HasSeveralWorkers(model, file.CancellationToken))
            {
                return;
            }

            List<IOperation> code = LaunchSides.Of(model).OfWorkers(file.CancellationToken).ToList();
            if (code.Exists(static body => body.Descendants().Any(IsTakenByOne)))
            {
                return;
            }

            HashSet<SyntaxNode> reported = new();
            foreach (IOperation write in code.Where(body => body.Syntax.SyntaxTree == file.SemanticModel.SyntaxTree)
                .SelectMany(static body => body.DescendantsAndSelf()))
            {
                if (PathOf(write) is { } path
                    && IsSameInAll(path, model, Budgets.TextDepth, file.CancellationToken)
                    && LaunchSides.Of(model).Of(write, file.CancellationToken) == LaunchSide.Worker
                    && reported.Add(write.Syntax))
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.WorkersShareFile,
                        write.Syntax.GetLocation(),
                        new[] { NameOf(path, model, file.CancellationToken).Syntax.GetLocation() },
                        Sites.OfFact(write).Text));
                }
            }
        });

    /// <summary>True for a launch in a loop that does not wait for the worker, and for two launches.</summary>
    private static bool HasSeveralWorkers(ProcessModel model, CancellationToken cancellationToken)
    {
        List<SelfLaunch> workers = SelfLaunches.Of(model).Workers(cancellationToken).ToList();
        return workers.Count > 1 || workers.Exists(launch => IsRepeated(launch.Start, model, cancellationToken));
    }

    private static bool IsRepeated(IOperation start, ProcessModel model, CancellationToken cancellationToken)
    {
        if (ControlFlow.LoopRound(start) is { } loop)
        {
            return !loop.Descendants().Any(IsWaitForExit);
        }

        IOperation body = ControlFlow.BodyAround(start);
        IMethodSymbol? method = body is ILocalFunctionOperation { Symbol: var local }
            ? local
            : SourceBodies.Around(start, cancellationToken) as IMethodSymbol;
        return method is { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction }
            && !ControlFlow.OperationsOf(body).Any(IsWaitForExit)
            && Callers.Of(model).Calls(method, cancellationToken).OfType<IOperation>().Any(call =>
                ControlFlow.LoopRound(call) is { } round ? !round.Descendants().Any(IsWaitForExit) : IsInQuery(call));
    }

    /// <summary>True in a lambda that a query runs for each element: <c>Enumerable.Range(0, 4).Select(_ => Start())</c>.</summary>
    private static bool IsInQuery(IOperation call) =>
        ControlFlow.BodyAround(call) is IAnonymousFunctionOperation lambda
        && Destination.Whole(lambda).Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType: var type } }
        && type.ToDisplayString() == "System.Linq.Enumerable";

    private static bool IsWaitForExit(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "WaitForExit" or "WaitForExitAsync" } method }
        && method.ContainingType.Is(KnownTypes.Process);

    /// <summary>True for a wait for a mutex, by which the workers may write in turn.</summary>
    private static bool IsTakenByOne(IOperation operation) => operation is IInvocationOperation { TargetMethod.Name: "WaitOne" };

    /// <summary>The path that an operation writes to; null for one that does not write, or that only one process can do.</summary>
    private static IOperation? PathOf(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { IsStatic: true } method, Arguments: { Length: > 0 } arguments }
            when KnownNames.FileWrites.HasMember(method) && !IsForOne(arguments) => arguments[0].Value,
        IObjectCreationOperation { Constructor: { } constructor, Arguments: { Length: > 0 } arguments }
            when KnownNames.FileWrites.HasMember(constructor)
                && arguments[0].Value.Type?.SpecialType == SpecialType.System_String
                && (!constructor.ContainingType.Is("System.IO.FileStream") || Writes(arguments))
                && !IsForOne(arguments) => arguments[0].Value,
        _ => null,
    };

    /// <summary>True where a FileStream is opened to write.</summary>
    private static bool Writes(IEnumerable<IArgumentOperation> arguments) =>
        arguments.Any(static argument => NameOf(argument) is "Append" or "Create")
        || arguments.Any(static argument => NameOf(argument) is "Write" or "ReadWrite");

    /// <summary>True for a file that another process cannot have open, or that must not be there yet.</summary>
    private static bool IsForOne(IEnumerable<IArgumentOperation> arguments) => arguments.Any(static argument =>
        NameOf(argument) is "CreateNew" || (NameOf(argument) == "None" && argument.Value.Type?.Name == "FileShare"));

    /// <summary>Where the path is made: at the place itself, or in the local that holds it.</summary>
    private static IOperation NameOf(IOperation path, ProcessModel model, CancellationToken cancellationToken) =>
        ValueOrigin.Unwrap(path) is ILocalReferenceOperation ? NamedPrimitives.Of(model).Origin(path, cancellationToken) : path;

    private static string? NameOf(IArgumentOperation argument) =>
        (ValueOrigin.Unwrap(argument.Value) as IFieldReferenceOperation)?.Field.Name;

    /// <summary>True for a path that is made of nothing but what all workers of one machine have in common.</summary>
    private static bool IsSameInAll(IOperation value, ProcessModel model, int depth, CancellationToken cancellationToken)
    {
        IOperation path = NamedPrimitives.Of(model).Origin(value, cancellationToken);
        return depth > 0 && path switch
        {
            { ConstantValue.HasValue: true } => true,
            IInvocationOperation { TargetMethod: var method, Instance: null } call when KnownNames.CommonPlaces.HasMember(method) =>
                call.Arguments.All(argument => IsSameInAll(argument.Value, model, depth - 1, cancellationToken)),
            IPropertyReferenceOperation { Property: var property } when KnownNames.CommonPlaces.HasMember(property) => true,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum =>
                IsSameInAll(sum.LeftOperand, model, depth - 1, cancellationToken)
                && IsSameInAll(sum.RightOperand, model, depth - 1, cancellationToken),
            IInterpolatedStringOperation text => text.Parts.OfType<IInterpolationOperation>()
                .All(hole => IsSameInAll(hole.Expression, model, depth - 1, cancellationToken)),
            IArrayCreationOperation { Initializer: { } items } =>
                items.ElementValues.All(item => IsSameInAll(item, model, depth - 1, cancellationToken)),
            IFieldReferenceOperation { Field: { IsStatic: true, Name: "DirectorySeparatorChar" or "Empty" } } => true,
            _ => false,
        };
    }
}
