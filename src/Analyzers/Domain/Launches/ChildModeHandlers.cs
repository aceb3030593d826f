using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <summary>
/// Finds the statement of Main that leaves it to others to tell a child from its parent: a parser of the command line runs the
/// handler of a command, or a host gets the services that fit the mode. The launch of workers is in a handler or a service, and
/// the parser, or the condition around the services, knows a word that the workers get.
/// </summary>
internal sealed class ChildModeHandlers
{
    private readonly Compilation _compilation;
    private readonly ChildModes _modes;
    private readonly SourceBodies _bodies;
    private readonly MemberHistories _histories;
    private readonly CallTargets _targets;

    public static ChildModeHandlers Of(ProcessModel model) =>
        model.Get(static model => new ChildModeHandlers(
            model.Compilation,
            ChildModes.Of(model),
            SourceBodies.Of(model),
            MemberHistories.Of(model),
            CallTargets.Of(model)));

    public ChildModeHandlers(
        Compilation compilation,
        ChildModes modes,
        SourceBodies bodies,
        MemberHistories histories,
        CallTargets targets)
    {
        _compilation = compilation;
        _modes = modes;
        _bodies = bodies;
        _histories = histories;
        _targets = targets;
    }

    /// <summary>The first statement whose parser knows one of the markers, or null.</summary>
    /// <param name="statements">Those of Main, in their order.</param>
    /// <param name="launches">The launches that Main does not come to by calls.</param>
    /// <param name="markers">What they tell their children.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public ChildModeBranch? ByParser(
        IReadOnlyList<IOperation> statements,
        IReadOnlyCollection<SelfLaunch> launches,
        ISet<string> markers,
        CancellationToken cancellationToken)
    {
        if (launches.Count == 0
            || (DispatchIn(statements, KnownNames.CommandRuns, cancellationToken)
                ?? DispatchIn(statements, KnownNames.CommandParses, cancellationToken)) is not var (statement, dispatch)
            || !markers.Any(marker => IsKnown(marker, cancellationToken)))
        {
            return null;
        }

        ModeParts parts = _modes.PartsOf(dispatch, cancellationToken)
            .With(statements.TakeWhile(earlier => earlier != statement).Where(SetsUp).SelectMany(setUp => Parts(setUp, launches)));
        return new(statement, parts, ParentSide.Elsewhere);
    }

    /// <summary>
    /// The first statement that chooses services, in a method that it calls, by one of the markers, or null.
    /// </summary>
    public ChildModeBranch? ByService(
        IEnumerable<IOperation> statements,
        Func<IOperation, ModeParts?> decisionOn,
        CancellationToken cancellationToken)
    {
        foreach (IOperation statement in statements)
        {
            foreach (IOperation decision in Reached(statement, cancellationToken).Where(ChildModeBranches.IsDecision))
            {
                if (ChoosesServices(decision) && decisionOn(decision) is { } parts)
                {
                    return new(statement, parts, ParentSide.Elsewhere);
                }
            }
        }

        return null;
    }

    /// <summary>True for what runs only when a parser comes to the handler that it is in.</summary>
    public static bool IsInHandler(IOperation operation)
    {
        for (IOperation? lambda = operation; lambda is not null; lambda = lambda.Parent)
        {
            if (lambda is IAnonymousFunctionOperation && IsHandler(lambda))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a delegate that a parser gets.</summary>
    public static bool IsHandler(IOperation function)
    {
        IOperation value = Destination.Whole(function);

        return value.Parent is IArgumentOperation { Parent: IInvocationOperation call } && ChildModes.IsOfParser(call.TargetMethod);
    }

    private (IOperation Statement, IInvocationOperation Call)? DispatchIn(
        IEnumerable<IOperation> statements,
        NameList names,
        CancellationToken cancellationToken)
    {
        foreach (IOperation statement in statements)
        {
            if (Reached(statement, cancellationToken)
                .OfType<IInvocationOperation>()
                .FirstOrDefault(call => names.Has(call.TargetMethod.Name)
                    && ChildModes.IsOfParser(call.TargetMethod)
                    && !IsInHandler(call)
                    && _modes.PartsOf(call, cancellationToken) is var parts
                    && (!parts.AreAll || parts.Seen.Any(_modes.IsArguments))) is { } dispatch)
            {
                return (statement, dispatch);
            }
        }

        return null;
    }

    /// <summary>All that a statement is made of, with the bodies that it calls or names.</summary>
    private IEnumerable<IOperation> Reached(IOperation statement, CancellationToken cancellationToken)
    {
        HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
        Queue<(IOperation Code, int Calls)> open = new();
        open.Enqueue((statement, 0));
        while (open.Count > 0)
        {
            (IOperation code, int calls) = open.Dequeue();
            foreach (IOperation part in code.DescendantsAndSelf())
            {
                yield return part;
                IMethodSymbol? method = part switch
                {
                    IInvocationOperation call => call.TargetMethod,
                    IMethodReferenceOperation reference => reference.Method,
                    _ => null,
                };
                if (calls < Budgets.ParserCalls
                    && method is not null
                    && seen.Add(method.OriginalDefinition)
                    && _targets.One(part, cancellationToken) is { } target)
                {
                    open.Enqueue((target.Body, calls + 1));
                }
            }
        }
    }

    /// <summary>True for a statement that makes a parser, or tells it what to expect.</summary>
    private static bool SetsUp(IOperation statement) => statement.DescendantsAndSelf().Any(static part => part switch
    {
        IInvocationOperation call => ChildModes.IsOfParser(call.TargetMethod),
        IObjectCreationOperation { Constructor: { } constructor } => ChildModes.IsOfParser(constructor),
        IPropertyReferenceOperation property => ChildModes.IsOfParser(property.Property),
        _ => false,
    });

    /// <summary>The parts of a statement without the handler that launches, which a worker does not come to.</summary>
    private static IEnumerable<IOperation> Parts(IOperation code, IReadOnlyCollection<SelfLaunch> launches)
    {
        if (code is IAnonymousFunctionOperation
            && launches.Any(launch => launch.Start.Syntax.SyntaxTree == code.Syntax.SyntaxTree
                && code.Syntax.Span.Contains(launch.Start.Syntax.Span)))
        {
            return Enumerable.Empty<IOperation>();
        }

        return code.ChildOperations.SelectMany(child => Parts(child, launches)).Prepend(code);
    }

    /// <summary>True for a decision that adds services on one of its ways.</summary>
    public static bool ChoosesServices(IOperation decision) => decision.Descendants().OfType<IInvocationOperation>()
        .Any(static call => call.TargetMethod.ContainingNamespace is { } space
            && KnownNames.ServiceNamespaces.Has(space.ToDisplayString()));

    /// <summary>True when a parser gets the word in its set-up: the name of a command, of an option or of an attribute's verb.</summary>
    private bool IsKnown(string word, CancellationToken cancellationToken)
    {
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            foreach (SyntaxToken token in SyntaxIndex.Of(tree).TokensWith(word, cancellationToken: cancellationToken))
            {
                if (token.Value is string text
                    && text.TrimStart(ChildModes.Prefixes) == word.TrimStart(ChildModes.Prefixes)
                    && token.Parent is LiteralExpressionSyntax literal
                    && _bodies.Model(tree) is { } model
                    && (IsGivenToParser(literal, model, cancellationToken) || IsConstantGivenToParser(literal, model, cancellationToken)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsConstantGivenToParser(LiteralExpressionSyntax literal, SemanticModel model, CancellationToken cancellationToken) =>
        literal.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }
        && model.GetDeclaredSymbol(variable, cancellationToken) is { } constant
        && _histories.Mentions(constant, cancellationToken).Any(mention => IsGivenToParser(mention.Name, mention.Model, cancellationToken));

    private static bool IsGivenToParser(SyntaxNode word, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (SyntaxNode node in word.Ancestors())
        {
            switch (node)
            {
                case BaseArgumentListSyntax { Parent: { } call }:
                    return IsOfParser(model.GetSymbolInfo(call, cancellationToken).Symbol);
                case AttributeSyntax attribute:
                    return IsOfParser(model.GetSymbolInfo(attribute, cancellationToken).Symbol);
                case AssignmentExpressionSyntax assignment when assignment.Right.Span.Contains(word.Span):
                    return IsOfParser(model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol);
                case AnonymousFunctionExpressionSyntax or StatementSyntax or MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True for a member of a parser, and of a type that is derived from one of a parser.</summary>
    private static bool IsOfParser(ISymbol? member)
    {
        for (INamedTypeSymbol? type = member?.ContainingType; type is not null; type = type.BaseType)
        {
            if (ChildModes.IsOfParser(type))
            {
                return true;
            }
        }

        return false;
    }
}
