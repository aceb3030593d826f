using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

/// <summary>
/// Puts one call of <c>Process.RunAndCaptureText</c> in the place of a start, a wait and the reads of both streams, where the code does
/// nothing else with the process than to ask for its exit code.
/// </summary>
internal sealed class CapturedRun
{
    private const string Result = "System.Diagnostics.ProcessTextOutput";

    private readonly LocalDeclarationStatementSyntax _declaration;
    private readonly ExpressionSyntax _info;
    private readonly List<StatementSyntax> _removed = new();
    private readonly List<(ExpressionSyntax Use, string Member)> _uses = new();
    private string? _token;
    private bool _isAwaited;

    private CapturedRun(LocalDeclarationStatementSyntax declaration, ExpressionSyntax info) => (_declaration, _info) = (declaration, info);

    /// <summary>The nodes that the edit changes.</summary>
    public IEnumerable<SyntaxNode> Nodes =>
        _removed.Cast<SyntaxNode>().Append(_declaration).Concat(_uses.Select(static use => (SyntaxNode)use.Use));

    public static CapturedRun? For(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.Compilation.GetTypeByMetadataName(Result) is null
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                .DescendantNodesAndSelf()
                .OfType<IdentifierNameSyntax>()
                .Select(name => model.GetSymbolInfo(name, cancellationToken).Symbol)
                .OfType<ILocalSymbol>()
                .FirstOrDefault() is not { } process
            || process.Type.GetMembers("RunAndCaptureText").IsEmpty
            || process.DeclaringSyntaxReferences.Length != 1
            || process.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken)
                is not VariableDeclaratorSyntax
                {
                    Initializer.Value: { } value,
                    Parent: VariableDeclarationSyntax
                    {
                        Variables.Count: 1,
                        Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax block } declaration,
                    },
                }
            || InfoOf(value) is not { } info
            || new[] { "Process", "ProcessTextOutput" }
                .Any(name => model.LookupNamespacesAndTypes(declaration.SpanStart, name: name).IsEmpty))
        {
            return null;
        }

        CapturedRun run = new(declaration, info);
        IEnumerable<IdentifierNameSyntax> mentions = block.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == process.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, process));
        return mentions.All(name => run.Take(name, block))
            && new[] { "StandardOutput", "StandardError" }.All(stream => run._uses.Count(use => use.Member == stream) == 1)
            ? run
            : null;
    }

    public void Apply(SyntaxEditor editor, FreshNames names)
    {
        string name = names.Next(_declaration, "result");
        string call = _isAwaited
            ? $"await Process.RunAndCaptureTextAsync({_info}{(_token is null ? "" : ", cancellationToken: " + _token)})"
            : $"Process.RunAndCaptureText({_info})";
        editor.ReplaceNode(_declaration, SyntaxFactory.ParseStatement($"ProcessTextOutput {name} = {call};").WithTriviaFrom(_declaration));
        foreach (StatementSyntax statement in _removed)
        {
            editor.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia);
        }

        foreach ((ExpressionSyntax use, string member) in _uses)
        {
            editor.ReplaceNode(use, SyntaxFactory.ParseExpression($"{name}.{member}").WithTriviaFrom(use));
        }
    }

    private static ExpressionSyntax? InfoOf(ExpressionSyntax value) => value switch
    {
        PostfixUnaryExpressionSyntax suppressed => InfoOf(suppressed.Operand),
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Start" },
            ArgumentList.Arguments: { Count: 1 } arguments,
        } => arguments[0].Expression,
        ObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer.Expressions: { Count: 1 } settings }
            when settings[0] is AssignmentExpressionSyntax
            {
                Left: IdentifierNameSyntax { Identifier.ValueText: "StartInfo" },
                Right: not InitializerExpressionSyntax and var info,
            } => info,
        _ => null,
    };

    /// <summary>Understands one mention of the process; false when it is used in another way.</summary>
    private bool Take(IdentifierNameSyntax name, BlockSyntax block)
    {
        if (name.Parent is not MemberAccessExpressionSyntax access || access.Expression != name)
        {
            return false;
        }

        switch (access.Name.Identifier.ValueText)
        {
            case "ExitCode":
                _uses.Add((access, "ExitStatus.ExitCode"));
                return true;
            case "Start" or "WaitForExit" or "WaitForExitAsync" when access.Parent is InvocationExpressionSyntax call:
                ExpressionSyntax whole = Awaited(call);
                bool isAsync = access.Name.Identifier.ValueText == "WaitForExitAsync";
                if (whole.Parent is not ExpressionStatementSyntax { Parent: var parent } statement
                    || parent != block
                    || (!isAsync && call.ArgumentList.Arguments.Count > 0)
                    || HasComments(statement))
                {
                    return false;
                }

                _removed.Add(statement);
                return !isAsync || TakeTask(call, whole);
            case "StandardOutput" or "StandardError"
                when access.Parent is MemberAccessExpressionSyntax
                {
                    Name.Identifier.ValueText: "ReadToEnd" or "ReadToEndAsync",
                    Parent: InvocationExpressionSyntax read,
                }:
                ExpressionSyntax text = Awaited(read);
                if (text.FirstAncestorOrSelf<StatementSyntax>()?.Parent != block
                    || Anchors.FunctionOf(text) != Anchors.FunctionOf(block.Statements[0]))
                {
                    return false;
                }

                _uses.Add((text, access.Name.Identifier.ValueText));
                return read.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ReadToEnd" } || TakeTask(read, text);
            default:
                return false;
        }
    }

    private bool TakeTask(InvocationExpressionSyntax call, ExpressionSyntax whole)
    {
        _isAwaited |= whole is AwaitExpressionSyntax;
        _token ??= call.ArgumentList.Arguments.FirstOrDefault()?.Expression.ToString();
        return whole != call;
    }

    private static bool HasComments(StatementSyntax statement) => statement.DescendantTrivia().Any(Comments.IsComment);

    /// <summary>The expression with what waits for its task: await, Result, GetResult.</summary>
    private static ExpressionSyntax Awaited(ExpressionSyntax task) => task.Parent switch
    {
        AwaitExpressionSyntax awaited => awaited,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result => result,
        MemberAccessExpressionSyntax
        {
            Name.Identifier.ValueText: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "Wait",
            Parent: InvocationExpressionSyntax call,
        } => Awaited(call),
        _ => task,
    };
}
