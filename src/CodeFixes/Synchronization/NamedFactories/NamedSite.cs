using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.NamedFactories;

/// <summary>What a site does with the name. Sites that do the same share one method of the factory.</summary>
internal readonly record struct SiteShape(string Method, bool TellsCreatedNew)
{
    public const string Create = nameof(Create);
    public const string Open = nameof(Open);
    public const string TryOpen = nameof(TryOpen);
}

/// <summary>A creation or opening that can become a call of a factory.</summary>
internal sealed class NamedSite
{
    private static readonly ImmutableHashSet<string> Known =
        ImmutableHashSet.Create(
            "name",
            "options",
            "initiallyOwned",
            "initialCount",
            "maximumCount",
            "initialState",
            "mode",
            "createdNew",
            "result");

    private readonly ImmutableArray<IArgumentOperation> _arguments;

    private NamedSite(
        ExpressionSyntax node,
        SemanticModel model,
        IMethodSymbol method,
        PrimitiveKind kind,
        SiteShape shape,
        ImmutableArray<IArgumentOperation> arguments) =>
        (Node, Model, Kind, Shape, Primitive, _arguments) = (node, model, kind, shape, method.ContainingType, arguments);

    public ExpressionSyntax Node { get; }

    public SemanticModel Model { get; }

    public PrimitiveKind Kind { get; }

    public SiteShape Shape { get; }

    /// <summary>Mutex, Semaphore or EventWaitHandle.</summary>
    public INamedTypeSymbol Primitive { get; }

    /// <summary>The name as it is written.</summary>
    public ExpressionSyntax Name => (ExpressionSyntax)_arguments.First(static argument => argument.Parameter!.Name == "name").Value.Syntax;

    /// <summary>The site around a name; null when something there cannot be moved into a factory.</summary>
    public static NamedSite? Of(SyntaxNode name, SemanticModel model, CancellationToken cancellationToken)
    {
        if (name.FirstAncestorOrSelf<ArgumentSyntax>()?.Parent?.Parent is not ExpressionSyntax node || Comments.AreInside(node))
        {
            return null;
        }

        (IMethodSymbol? method, ImmutableArray<IArgumentOperation> arguments) = model.GetOperation(node, cancellationToken) switch
        {
            IObjectCreationOperation { Initializer: null } creation => (creation.Constructor, creation.Arguments),
            IInvocationOperation call => (call.TargetMethod, call.Arguments),
            _ => (null, default),
        };
        if (method is null
            || NameableTypes.KindOf(method) is not { } kind
            || !method.ContainingType.DeclaringSyntaxReferences.IsEmpty
            || method.ContainingType.Name.EndsWith("Acl", StringComparison.Ordinal)
            || !arguments.All(static argument => argument.Parameter is { } parameter && Known.Contains(parameter.Name)))
        {
            return null;
        }

        string shape = method.Name switch
        {
            "OpenExisting" => SiteShape.Open,
            "TryOpenExisting" => SiteShape.TryOpen,
            _ => SiteShape.Create,
        };
        return new NamedSite(
            node,
            model,
            method,
            kind,
            new SiteShape(shape, arguments.Any(static argument => argument.Parameter!.Name == "createdNew")),
            arguments);
    }

    /// <summary>The constant that the site gives a parameter; null for one that is not constant.</summary>
    public object? Constant(string parameter) =>
        Argument(parameter) is { } argument ? argument.Value.ConstantValue.Value : parameter == "initiallyOwned" ? false : null;

    /// <summary>The arguments of the factory's method; null when they would be evaluated in another order.</summary>
    /// <param name="parameters">What the method takes.</param>
    public SeparatedSyntaxList<ArgumentSyntax>? Arguments(IReadOnlyList<string> parameters)
    {
        List<ArgumentSyntax> arguments = new();
        int last = -1;
        foreach (string parameter in parameters)
        {
            if (Argument(parameter)?.Syntax is ArgumentSyntax argument)
            {
                if (argument.SpanStart < last)
                {
                    return null;
                }

                last = argument.SpanStart;
                arguments.Add(argument.WithNameColon(null).WithoutTrivia());
            }
            else if (parameter == "initiallyOwned")
            {
                arguments.Add(SyntaxFactory.Argument(SyntaxFactory.ParseExpression("false"))
                    .WithNameColon(SyntaxFactory.NameColon(parameter)));
            }
            else
            {
                return null;
            }
        }

        return SyntaxFactory.SeparatedList(
            arguments,
            Enumerable.Repeat(
                SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space),
                Math.Max(0, arguments.Count - 1)));
    }

    private IArgumentOperation? Argument(string parameter) => _arguments.FirstOrDefault(argument => argument.Parameter!.Name == parameter);
}
