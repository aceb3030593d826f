using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>Parameters of primary constructors, which every member of their type can use.</summary>
internal sealed class PrimaryParameters
{
    private readonly SourceBodies _bodies;

    public PrimaryParameters(SourceBodies bodies) => _bodies = bodies;

    /// <summary>
    /// All references of such a parameter; null for any other, and for that of a record, which is a property too.
    /// <code>class Session(Feed feed) { void End() => feed.Stop(); }</code>
    /// </summary>
    public IReadOnlyList<IOperation>? References(IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        IParameterSymbol definition = parameter.OriginalDefinition;
        if (definition.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor, DeclaringSyntaxReferences: var made }
            || !made.Any(reference => reference.GetSyntax(cancellationToken) is ClassDeclarationSyntax or StructDeclarationSyntax))
        {
            return null;
        }

        List<IOperation> references = new();
        foreach (SyntaxReference part in definition.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (SyntaxToken token in SyntaxIndex.Of(part.SyntaxTree).Occurrences(definition.Name, part.Span, cancellationToken))
            {
                if (token.Parent is IdentifierNameSyntax name
                    && _bodies.Model(part.SyntaxTree)?.GetOperation(name, cancellationToken) is IParameterReferenceOperation reference
                    && SymbolEqualityComparer.Default.Equals(reference.Parameter.OriginalDefinition, definition))
                {
                    references.Add(reference);
                }
            }
        }

        return references;
    }
}
