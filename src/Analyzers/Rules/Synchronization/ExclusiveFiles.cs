using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>Streams on files that nobody else may open while they live: `new FileStream(path, mode, access, FileShare.None)`.</summary>
internal static class ExclusiveFiles
{
    private const string Share = "FileShare";

    /// <summary>The openings of a file, or of a part of it.</summary>
    public static IEnumerable<IOperation> In(
        SyntaxTree tree,
        TextSpan? within,
        ProcessModel model,
        CancellationToken cancellationToken) =>
        from token in SyntaxIndex.Of(tree).Occurrences(Share, within, cancellationToken)
        let node = token.Parent?.FirstAncestorOrSelf<SyntaxNode>(
            static node => node is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax)
        where node is not null
        let opening = SourceBodies.Of(model).Model(tree)?.GetOperation(node, cancellationToken)
        where opening is IObjectCreationOperation or IInvocationOperation
            && opening.Type.Is("System.IO.FileStream")
            && HasArgument(opening, "share", "None")
        select opening;

    /// <summary>True when an argument is that member of an enum.</summary>
    public static bool HasArgument(IOperation opening, string parameter, string member) =>
        Argument(opening, parameter) is { } value
        && ValueOrigin.Unwrap(value) is IFieldReferenceOperation { Field.Name: var name }
        && name == member;

    /// <summary>The path, or the FileInfo, that is opened.</summary>
    public static IOperation? PathOf(IOperation opening) =>
        Argument(opening, "path") ?? (opening is IInvocationOperation { Instance: { } file } ? file : null);

    public static IOperation? Argument(IOperation opening, string parameter) => ArgumentsOf(opening)
        .FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind == ArgumentKind.Explicit)?.Value;

    private static ImmutableArray<IArgumentOperation> ArgumentsOf(IOperation opening) => opening switch
    {
        IObjectCreationOperation creation => creation.Arguments,
        IInvocationOperation call => call.Arguments,
        _ => ImmutableArray<IArgumentOperation>.Empty,
    };
}
