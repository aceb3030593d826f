using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>Files that a type opens to keep others out, and deletes.</summary>
internal static class LockFiles
{
    private const string ProcessId = "ProcessId";
    private const string CurrentProcess = "GetCurrentProcess";

    /// <summary>The opening of the lock file that a call deletes; null for any other file, and for a deletion before it.</summary>
    public static IOperation? OpeningOf(IInvocationOperation deletion, ProcessModel model, CancellationToken cancellationToken)
    {
        if (ExclusiveFiles.PathOf(deletion) is not { } path
            || SourceBodies.MemberAround(deletion, cancellationToken)?.ContainingType is not { } type)
        {
            return null;
        }

        return type.DeclaringSyntaxReferences
            .SelectMany(part => ExclusiveFiles.In(part.SyntaxTree, part.Span, model, cancellationToken))
            .FirstOrDefault(opening => ExclusiveFiles.PathOf(opening) is { } opened
                && Makes(opening)
                && LockFilePaths.AreSame(path, opened, model, cancellationToken)
                && !LockFilePaths.IsNoLock(opened, model, cancellationToken)
                && IsLater(deletion, opening, model, cancellationToken)
                && IsLock(opening, opened, model, cancellationToken)
                && !IsData(opened, type, model, cancellationToken));
    }

    /// <summary>True for an opening that makes the file again when it is gone, and leaves it there.</summary>
    private static bool Makes(IOperation opening) =>
        (ExclusiveFiles.HasArgument(opening, "mode", "OpenOrCreate")
            || ExclusiveFiles.HasArgument(opening, "mode", "Create")
            || ExclusiveFiles.HasArgument(opening, "mode", "Open"))
        && ExclusiveFiles.Argument(opening, "options")?.DescendantsAndSelf()
            .Any(static part => part is IFieldReferenceOperation { Field.Name: "DeleteOnClose" }) != true;

    /// <summary>False for what clears a file away before it is opened: in front of the opening, or in a constructor.</summary>
    private static bool IsLater(IOperation deletion, IOperation opening, ProcessModel model, CancellationToken cancellationToken)
    {
        IOperation body = ControlFlow.BodyAround(deletion);
        return ControlFlow.BodyAround(opening) == body
            ? ControlFlow.Of(model).Of(body, cancellationToken) is { } flow
                && flow.PointOf(opening) is { } opened
                && flow.PointOf(deletion) is { } deleted
                && flow.From(opened, throughExceptions: true).Contains(deleted)
            : SourceBodies.MemberAround(deletion, cancellationToken)
                is not IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor };
    }

    /// <summary>
    /// True for a stream that is only held, with work meanwhile; where its name says that it is a lock, also for one that has a mark in it.
    /// </summary>
    private static bool IsLock(IOperation opening, IOperation path, ProcessModel model, CancellationToken cancellationToken)
    {
        bool saysLock = LockFilePaths.SaysLock(path, model, cancellationToken)
            || (Destination.Variable(opening) is { } variable && LockFilePaths.HasLockWord(variable.Name));
        return ObjectUses.Of(model).Of(opening, cancellationToken) is { } uses
            && uses.All(use => use.Leaves
                ? saysLock && Destination.Chosen(use.Value).Parent is not IArgumentOperation
                : use.Member is not { } member
                    || KnownNames.StreamHolds.Has(member.Name)
                    || (saysLock && KnownNames.StreamMarks.Has(member.Name) && SaysProcess(use.Value)))
            && (saysLock
                || (!ExclusiveFiles.HasArgument(opening, "mode", "Open")
                    && (Destination.Variable(opening) is IFieldSymbol or IPropertySymbol || Works(opening))));
    }

    /// <summary>True where the process writes its id.</summary>
    private static bool SaysProcess(IOperation use) => ControlFlow.BodyAround(use).Syntax.DescendantTokens()
        .Any(static token => token.ValueText is ProcessId or CurrentProcess);

    /// <summary>True for an opening with something to do behind it, so that it is no trial.</summary>
    private static bool Works(IOperation opening) => ControlFlow.OperationsOf(ControlFlow.BodyAround(opening)).Any(operation =>
        operation is IInvocationOperation { IsImplicit: false, TargetMethod: var method }
        && operation.Syntax.SpanStart > opening.Syntax.Span.End
        && !method.ContainingType.Is(KnownTypes.File)
        && !method.ContainingType.IsOrDerivesFrom("System.IO.Stream")
        && !method.ContainingType.IsOrDerivesFrom(KnownTypes.FileSystemInfo)
        && !KnownNames.GuardAsides.Types.Any(type => method.ContainingType.Is(type))
        && (Destination.Using(opening) is not IUsingOperation scope || scope.Syntax.Span.Contains(operation.Syntax.Span)));

    /// <summary>True when the type reads or writes the file by its path, too.</summary>
    private static bool IsData(IOperation path, INamedTypeSymbol type, ProcessModel model, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.Any(part =>
            SourceBodies.Of(model).Model(part.SyntaxTree) is { } semantics
            && SyntaxIndex.Of(part.SyntaxTree)
                .Occurrences(nameof(System.IO.File), part.Span, cancellationToken)
                .Select(static token => token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>())
                .OfType<InvocationExpressionSyntax>()
                .Select(call => semantics.GetOperation(call, cancellationToken))
                .OfType<IInvocationOperation>()
                .Any(call => call.TargetMethod.ContainingType.Is(KnownTypes.File)
                    && KnownNames.FileData.Has(call.TargetMethod.Name)
                    && call.Arguments.Any(argument => argument.Value.Type?.SpecialType == SpecialType.System_String
                        && LockFilePaths.AreSame(path, argument.Value, model, cancellationToken))));
}
