using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Children;

/// <summary>Brings every delegate that runs in another process to a rule, live.</summary>
internal static class ChildDelegates
{
    /// <param name="check">Gets one delegate, and reports inside the member that hands it over.</param>
    public static void RegisterChildDelegateAction(
        this CompilationStartAnalysisContext context,
        ProcessModel model,
        Action<ChildDelegate, Action<Diagnostic>, CancellationToken> check)
    {
        if (!Boundaries.Of(model).Exist)
        {
            return;
        }

        if (ChildDelegateSites.Of(model).AreNamed)
        {
            context.RegisterSemanticModelAction(file =>
            {
                HashSet<(string, Location, string)> reported = new();
                foreach (ChildDelegate child in ChildDelegateSites.Of(model).In(file.SemanticModel.SyntaxTree, file.CancellationToken))
                {
                    check(child, Once(reported, file.ReportDiagnostic), file.CancellationToken);
                }
            });
            return;
        }

        context.RegisterOperationAction(
            argument =>
            {
                HashSet<(string, Location, string)> reported = new();
                foreach (ChildDelegate child in ChildDelegateSites.Of(model)
                    .At((IArgumentOperation)argument.Operation, argument.CancellationToken))
                {
                    check(child, Once(reported, argument.ReportDiagnostic), argument.CancellationToken);
                }
            },
            OperationKind.Argument);
    }

    /// <summary>Reports what several delegates say of one place once.</summary>
    private static Action<Diagnostic> Once(HashSet<(string, Location, string)> reported, Action<Diagnostic> report) => diagnostic =>
    {
        if (reported.Add((diagnostic.Id, diagnostic.Location, diagnostic.GetMessage(CultureInfo.InvariantCulture))))
        {
            report(diagnostic);
        }
    };

    /// <summary>The diagnostic of a use, at its place in the argument: the argument itself when the delegate is in a local.</summary>
    public static Diagnostic At(
        this DiagnosticDescriptor rule,
        ChildUse use,
        ImmutableDictionary<string, string?>? properties,
        params object[] arguments) =>
        rule.At(use, parent: null, properties, arguments);

    /// <param name="rule">The rule.</param>
    /// <param name="use">The use in the child.</param>
    /// <param name="parent">A place on the parent's side, told after the path.</param>
    /// <param name="properties">What the fix needs.</param>
    /// <param name="arguments">What the message names.</param>
    public static Diagnostic At(
        this DiagnosticDescriptor rule,
        ChildUse use,
        SyntaxNode? parent,
        ImmutableDictionary<string, string?>? properties,
        params object[] arguments)
    {
        Location argument = use.Child.Argument.Value.Syntax.GetLocation();
        bool isInPlace = use.Child.IsInPlace;
        IEnumerable<Location> further = isInPlace ? use.Further : use.Further.Prepend(use.First.Location);
        return Diagnostic.Create(
            rule,
            isInPlace ? use.First.Location : argument,
            parent is null ? further : further.Append(parent.GetLocation()),
            properties,
            arguments);
    }

    /// <summary>What a fix needs to find the delegate, and the static member that it is about.</summary>
    public static ImmutableDictionary<string, string?> Properties(ChildDelegate child, ISymbol? member = null)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty
            .Add(DiagnosticProperties.Delegate, child.Argument.Value.Syntax.SpanStart.ToString(CultureInfo.InvariantCulture));
        return member is IFieldSymbol or IPropertySymbol && member.GetDocumentationCommentId() is { } id
            ? properties.Add(DiagnosticProperties.Member, id)
            : properties;
    }
}
