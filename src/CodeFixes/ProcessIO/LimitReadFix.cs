using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO;

/// <summary>
/// PSAFE722: begins the read as a task, lets the timed wait come, which kills the process when the time is over, and takes the result of
/// the read then.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LimitReadFix))]
public sealed class LimitReadFix : ReviewFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.LimitComesTooLate.Id);

    protected internal override string EquivalenceKey => "PSAFE722.LimitRead";

    private protected override (string Title, SyntaxEdits Edits)? Edit(
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        Location limited = diagnostic.AdditionalLocations[0];
        if (diagnostic.Properties.ContainsKey(DiagnosticProperties.Call)
            || limited.SourceTree != root.SyntaxTree
            || diagnostic.NodeIn(root) is not InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var stream } reader,
                    Name.Identifier.ValueText: "ReadToEnd" or "ReadToEndAsync",
                },
                ArgumentList.Arguments.Count: 0,
            } read
            || root.FindNode(limited.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitForExit" } access,
            } limit
            || reader.Expression.ToString() != access.Expression.ToString()
            || StatementOf(read) is not { } taking
            || StatementOf(limit) is not { } waiting
            || waiting.ListNode() != taking.ListNode()
            || Comments.HasInnerDirectives(taking)
            || IsUsedBefore(taking, waiting)
            || model.Compilation.GetTypeByMetadataName(typeof(Task<>).FullName) is not { } task
            || model.Compilation.GetSpecialType(SpecialType.System_String) is not { } text)
        {
            return null;
        }

        SyntaxEdits edits = new();
        string kill = TreeKill.Of(access.Expression, model.Compilation);
        if (!PlanKill(waiting, limit, kill, model, edits))
        {
            return null;
        }

        string name = new FreshNames().Next(taking, stream == "StandardError" ? "errorTask" : "outputTask");
        TypeArgumentListSyntax arguments = SyntaxFactory.TypeArgumentList(SyntaxFactory.SingletonSeparatedList<TypeSyntax>(
            SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.StringKeyword))));
        TypeSyntax type = edits.Import(task.Construct(text), arguments, taking, model);
        bool isAwaited = read.Parent is AwaitExpressionSyntax
            || read.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" };
        ExpressionSyntax result = SyntaxFactory.ParseExpression(isAwaited ? name : name + ".GetAwaiter().GetResult()");
        StatementSyntax last = taking.ReplaceNode(read, result.WithTriviaFrom(read)).WithoutTrivia();
        StatementSyntax first = SyntaxFactory.ParseStatement($"{type} {name} = {reader.WithoutTrivia()}.ReadToEndAsync();");
        edits.Replace(taking, current => first.WithTriviaFrom(current));
        edits.InsertAfter(waiting, last.ToString());
        OneLineBodies.Open(edits, taking);
        return ("Start the read and limit the wait", edits);
    }

    /// <summary>The statement that takes the result of a call, or asks it in an `if`.</summary>
    private static StatementSyntax? StatementOf(InvocationExpressionSyntax call) =>
        call.Ancestors()
            .TakeWhile(static node => node is not AnonymousFunctionExpressionSyntax)
            .OfType<StatementSyntax>()
            .FirstOrDefault() is { } statement
        && statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables.Count: 1 }
            or ExpressionStatementSyntax or IfStatementSyntax
            ? statement
            : null;

    /// <summary>True when what the read is put into is used up to the end of the wait, in its branches too.</summary>
    private static bool IsUsedBefore(StatementSyntax taking, StatementSyntax waiting)
    {
        string? name = taking switch
        {
            LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } => variables[0].Identifier.ValueText,
            ExpressionStatementSyntax
            {
                Expression: AssignmentExpressionSyntax
                {
                    RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
                    Left: IdentifierNameSyntax { Identifier.ValueText: var assigned },
                },
            } => assigned,
            _ => null,
        };
        return name is null
            || taking.Siblings()
                .SkipWhile(statement => statement != taking)
                .Skip(1)
                .TakeWhile(statement => statement.SpanStart <= waiting.SpanStart)
                .SelectMany(static statement => statement.DescendantNodes())
                .Any(node => node is IdentifierNameSyntax used && used.Identifier.ValueText == name);
    }

    /// <summary>A wait whose result is dropped gets a kill; a kill in the branch of the late process becomes one of the tree.</summary>
    private static bool PlanKill(
        StatementSyntax waiting,
        InvocationExpressionSyntax limit,
        string kill,
        SemanticModel model,
        SyntaxEdits edits)
    {
        if (limit.Parent is ExpressionStatementSyntax)
        {
            SyntaxTrivia lineEnd = Comments.LineEndOf(waiting.SyntaxTree.GetRoot());
            edits.Replace(waiting, current => Bodies.InPlaceOf((StatementSyntax)current, "!" + limit, new[] { kill }, lineEnd));
            return true;
        }

        if (waiting is not IfStatementSyntax { Statement: var late, Else: null } choice
            || choice.Condition is not PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } condition
            || condition.Operand != limit
            || late.DescendantNodes()
                .OfType<InvocationExpressionSyntax>()
                .FirstOrDefault(static call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Kill" })
                is not { } own)
        {
            return false;
        }

        if (TreeKill.IsKnown(model.Compilation))
        {
            edits.Replace(own.ArgumentList, static current => TreeKill.With((ArgumentListSyntax)current));
        }

        return true;
    }
}
