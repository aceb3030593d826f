using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Channels;

/// <summary>
/// PSAFE736: allows several servers of one name. Several clients are served at the same time then, so a person should look at it.
/// </summary>
public sealed class ManyServersFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ServerTakesOneClient.Id);

    protected internal override string EquivalenceKey => "PSAFE736.ManyServers";

    protected override bool AreIndependent => true;

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (diagnostic.Properties[DiagnosticProperties.Form] != "Many"
            || diagnostic.NodeIn(root) is not BaseObjectCreationExpressionSyntax { ArgumentList: { } list } creation
            || list.Arguments.Any(static argument => argument.NameColon is not null)
            || model.GetTypeInfo(creation, cancellationToken).Type is not INamedTypeSymbol { ContainingNamespace: { } space } server
            || space.GetTypeMembers("PipeDirection") is not { Length: 1 } directions)
        {
            return null;
        }

        SyntaxEdits edits = new();
        TypeSyntax type = edits.Import(server, null, creation, model);
        TypeSyntax direction = edits.Import(directions[0], null, creation, model);
        ArgumentSyntax most = Argument($"{type}.MaxAllowedServerInstances");
        edits.Replace(list, current =>
        {
            ArgumentListSyntax arguments = (ArgumentListSyntax)current;
            switch (arguments.Arguments.Count)
            {
                case 1:
                    return arguments.AddArguments(Argument($"{direction}.InOut"), most);
                case 2:
                    return arguments.AddArguments(most);
                default:
                    ExpressionSyntax one = arguments.Arguments[2].Expression;
                    return arguments.ReplaceNode(one, most.Expression.WithTriviaFrom(one));
            }
        });
        return ("Allow several servers of the name", edits);
    }

    private static ArgumentSyntax Argument(string text) =>
        SyntaxFactory.Argument(SyntaxFactory.ParseExpression(text)).WithLeadingTrivia(SyntaxFactory.Space);
}
