using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary.Reading;

/// <summary>
/// The [OnDeserializing] method of a type, of which there can be one: it is extended, or added to the part that declares the member.
/// </summary>
internal static class ReadingMethod
{
    private const string DefaultName = "OnDeserializing";

    /// <summary>Lets the method run an assignment; false when it cannot.</summary>
    public static bool Add(
        ExpressionStatementSyntax assignment,
        ISymbol member,
        TypeDeclarationSyntax part,
        Compilation compilation,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        INamedTypeSymbol type = member.ContainingType;
        if (type.GetMembers()
            .OfType<IMethodSymbol>()
            .FirstOrDefault(method => method.HasAttribute(SerializationTypes.OnDeserializing)) is { } existing)
        {
            return Extend(existing, assignment, edits, cancellationToken);
        }

        if (part.Identifier.IsMissing || part.OpenBraceToken.IsMissing || part.CloseBraceToken.IsMissing
            || part.CloseBraceToken.LeadingTrivia.Any(trivia => trivia.IsDirective && !trivia.IsKind(SyntaxKind.EndRegionDirectiveTrivia))
            || compilation.GetTypeByMetadataName(SerializationTypes.OnDeserializing) is not { } attribute
            || compilation.GetTypeByMetadataName(SerializationTypes.StreamingContext) is not { } context)
        {
            return false;
        }

        SemanticModel model = compilation.GetSemanticModel(part.SyntaxTree);
        string attributeName = WithoutSuffix(edits.Import(attribute, null, part.Members[0], model).ToString());
        string contextName = edits.Import(context, null, part.Members[0], model).ToString();
        edits.Replace(
            part,
            current => WithMethod(
                (TypeDeclarationSyntax)current,
                $"[{attributeName}]",
                $"private void {NameFor(type)}({contextName} context)",
                assignment));
        return true;
    }

    private static bool Extend(
        IMethodSymbol existing,
        ExpressionStatementSyntax assignment,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        if (existing.DeclaringSyntaxReferences.Length != 1
            || existing.IsStatic
            || existing.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is not MethodDeclarationSyntax method
            || (method.Body is null && method.ExpressionBody is null))
        {
            return false;
        }

        edits.Replace(method, current => WithStatement((MethodDeclarationSyntax)current, assignment));
        return true;
    }

    private static TypeDeclarationSyntax WithMethod(
        TypeDeclarationSyntax type,
        string attribute,
        string signature,
        ExpressionStatementSyntax assignment)
    {
        string lineEnd = Comments.LineEndOf(type).ToString();
        MemberDeclarationSyntax last = type.Members.Last();
        string indentation = Comments.IndentationOf(last).ToString();
        string text = $"{lineEnd}{indentation}{attribute}{lineEnd}{indentation}{signature} => {assignment.Expression};{lineEnd}";
        MemberDeclarationSyntax method = SyntaxFactory.ParseMemberDeclaration(text)!;
        SyntaxTriviaList trailing = last.GetTrailingTrivia();
        if (!trailing.Any(SyntaxKind.EndOfLineTrivia))
        {
            type = type.ReplaceNode(last, last.WithTrailingTrivia(trailing.Add(SyntaxFactory.EndOfLine(lineEnd))));
        }

        return type.WithMembers(type.Members.Add(method));
    }

    /// <summary>The method with one statement more, behind the assignments that it begins with.</summary>
    private static MethodDeclarationSyntax WithStatement(MethodDeclarationSyntax method, ExpressionStatementSyntax assignment)
    {
        string indentation = Comments.IndentationOf(method).ToString();
        SyntaxTrivia lineEnd = Comments.LineEndOf(method.SyntaxTree.GetRoot());
        if (method.Body is null)
        {
            method = WithBlock(method, indentation, lineEnd);
        }

        BlockSyntax body = method.Body!;
        int index = body.Statements.TakeWhile(IsCreation).Count();
        string inner = body.Statements.Count > 0 ? Comments.IndentationOf(body.Statements[0]).ToString() : indentation + "    ";
        StatementSyntax added = assignment.WithLeadingTrivia(SyntaxFactory.Whitespace(inner)).WithTrailingTrivia(lineEnd);
        if (body.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)
            || body.Statements.Count > 0 && body.Statements[0].GetLeadingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            return method.WithBody(body.WithStatements(body.Statements.Insert(index, added)));
        }

        StatementSyntax inline = assignment.WithTrailingTrivia(SyntaxFactory.Space);
        return method.WithBody(body.WithStatements(body.Statements.Insert(index, inline)));
    }

    private static MethodDeclarationSyntax WithBlock(MethodDeclarationSyntax method, string indentation, SyntaxTrivia lineEnd)
    {
        ArrowExpressionClauseSyntax arrow = method.ExpressionBody!;
        SyntaxTrivia margin = SyntaxFactory.Whitespace(indentation);
        IEnumerable<SyntaxTrivia> comments = arrow.ArrowToken.LeadingTrivia.Concat(arrow.ArrowToken.TrailingTrivia)
            .Concat(arrow.Expression.GetLeadingTrivia())
            .Where(Comments.IsComment);
        SyntaxTrivia inner = SyntaxFactory.Whitespace(indentation + "    ");
        StatementSyntax statement = SyntaxFactory.ExpressionStatement(arrow.Expression.WithoutTrivia())
            .WithLeadingTrivia(Comments.Lines(comments, inner, lineEnd).Add(inner))
            .WithTrailingTrivia(method.SemicolonToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)
                ? method.SemicolonToken.TrailingTrivia
                : method.SemicolonToken.TrailingTrivia.Add(lineEnd));
        BlockSyntax block = SyntaxFactory.Block(
            SyntaxFactory.Token(SyntaxFactory.TriviaList(margin), SyntaxKind.OpenBraceToken, SyntaxFactory.TriviaList(lineEnd)),
            SyntaxFactory.SingletonList(statement),
            SyntaxFactory.Token(SyntaxFactory.TriviaList(margin), SyntaxKind.CloseBraceToken, SyntaxFactory.TriviaList(lineEnd)));
        ParameterListSyntax parameters = method.ParameterList.WithTrailingTrivia(lineEnd);
        return method.WithParameterList(parameters).WithExpressionBody(null).WithSemicolonToken(default).WithBody(block);
    }

    private static bool IsCreation(StatementSyntax statement) =>
        statement
            is ExpressionStatementSyntax
            {
                Expression: AssignmentExpressionSyntax
                {
                    Left: IdentifierNameSyntax or MemberAccessExpressionSyntax,
                    Right: BaseObjectCreationExpressionSyntax,
                },
            };

    private static string WithoutSuffix(string name) => name.Substring(0, name.Length - "Attribute".Length);

    private static string NameFor(INamedTypeSymbol type)
    {
        HashSet<string> taken = new();
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                if (SymbolEqualityComparer.Default.Equals(current, type) || member.DeclaredAccessibility != Accessibility.Private)
                {
                    taken.Add(member.Name);
                }
            }
        }

        string name = DefaultName;
        for (int number = 2; taken.Contains(name); number++)
        {
            name = DefaultName + number;
        }

        return name;
    }
}
