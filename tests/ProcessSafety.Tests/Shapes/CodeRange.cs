using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Tests.Shapes;

/// <summary>Neighbouring statements of one list: a block, a switch section or the statements at the top of a program.</summary>
internal sealed class CodeRange
{
    private CodeRange(ShapeProgram program, ImmutableArray<StatementSyntax> statements)
    {
        Program = program;
        Statements = statements;
    }

    public ShapeProgram Program { get; }

    public ImmutableArray<StatementSyntax> Statements { get; }

    public StatementSyntax First => Statements[0];

    public TextSpan Span => TextSpan.FromBounds(First.SpanStart, Statements[^1].Span.End);

    public string Code => Program.Text.ToString(Span);

    public bool Awaits =>
        Statements.Any(statement => statement.DescendantTokens(node => !IsFunction(node))
            .Any(token => token.IsKind(SyntaxKind.AwaitKeyword)));

    /// <summary>Whether control cannot come out at the end, so that a function needs something after what encloses the code.</summary>
    public bool EndsInJump =>
        Statements[^1] is ReturnStatementSyntax or ThrowStatementSyntax || ControlFlow is { Succeeded: true, EndPointIsReachable: false };

    /// <summary>Whether a jump leaves the code for a loop or label outside.</summary>
    public bool JumpsOut => ControlFlow is not { Succeeded: true } flow || flow.ExitPoints.Any(exit => exit is not ReturnStatementSyntax);

    /// <summary>Whether the code may become a function of its own: it runs to its end.</summary>
    public bool IsMovable => ControlFlow is { Succeeded: true, ExitPoints.IsEmpty: true, EntryPoints.IsEmpty: true }
        && DataFlow is { Succeeded: true, DataFlowsOut.IsEmpty: true }
        && !Statements.Any(statement => statement.DescendantNodes(node => !IsFunction(node)).Any(node => node is YieldStatementSyntax));

    /// <summary>The variables from outside that the code uses, without <see langword="this"/>.</summary>
    public ImmutableArray<ISymbol> Variables => DataFlow is { Succeeded: true } flow
        ? [.. flow.ReadInside.Concat(flow.WrittenInside).Distinct(SymbolEqualityComparer.Default)
            .OfType<ISymbol>()
            .Where(symbol => symbol is not IParameterSymbol { IsThis: true }
                && !flow.VariablesDeclared.Contains(symbol, SymbolEqualityComparer.Default))]
        : [];

    /// <summary>Whether one of <see cref="Variables"/> gets another value in the code, which a copy would lose.</summary>
    public bool WritesVariables => DataFlow is { Succeeded: true } flow
        && flow.WrittenInside.Any(symbol => !flow.VariablesDeclared.Contains(symbol, SymbolEqualityComparer.Default));

    /// <summary>Whether another function gives one of <see cref="Variables"/> a value meanwhile, which a copy would not see.</summary>
    public bool SharesVariables => DataFlow is { Succeeded: true } flow
        && Variables.Any(variable => variable is ILocalSymbol { Type.IsValueType: true }
            && flow.Captured.Contains(variable, SymbolEqualityComparer.Default)
            && Program.Root.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => !Span.Contains(assignment.Span)
                && SymbolEqualityComparer.Default.Equals(Program.Model.GetSymbolInfo(assignment.Left).Symbol, variable)));

    private ControlFlowAnalysis? ControlFlow => IsAnalysable ? Program.Model.AnalyzeControlFlow(First, Statements[^1]) : null;

    private DataFlowAnalysis? DataFlow => IsAnalysable ? Program.Model.AnalyzeDataFlow(First, Statements[^1]) : null;

    private bool IsAnalysable => First == Statements[^1] || First.Parent is not GlobalStatementSyntax;

    /// <summary>The statement alone, if it declares nothing that others use, and all from it to the end of its list.</summary>
    public static IEnumerable<CodeRange> At(ShapeProgram program)
    {
        foreach (StatementSyntax statement in program.Statements())
        {
            if (statement is LocalFunctionStatementSyntax)
            {
                continue;
            }

            if (statement is not LocalDeclarationStatementSyntax)
            {
                yield return new CodeRange(program, [statement]);
            }

            if (From(program, statement) is { } rest)
            {
                yield return rest;
            }
        }

        foreach (LocalDeclarationStatementSyntax local in program.Locals())
        {
            if (After(program, local) is { } rest)
            {
                yield return rest;
            }
        }
    }

    /// <summary>All that follows in the same list.</summary>
    public static CodeRange? After(ShapeProgram program, StatementSyntax statement) =>
        ListOf(statement) is { } list && list.SkipWhile(other => other != statement).Skip(1).ToImmutableArray() is { IsEmpty: false } rest
            ? new CodeRange(program, rest)
            : null;

    /// <summary>The list that the statement stands in.</summary>
    public static IEnumerable<StatementSyntax>? ListOf(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } =>
            unit.Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement),
        _ => null,
    };

    private static CodeRange? From(ShapeProgram program, StatementSyntax statement) =>
        ListOf(statement)!.SkipWhile(other => other != statement).ToImmutableArray() is { Length: > 1 } rest
            ? new CodeRange(program, rest)
            : null;

    private static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax;
}
