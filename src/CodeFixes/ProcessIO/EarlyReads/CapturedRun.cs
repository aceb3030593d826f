using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.ProcessIO.EarlyReads;

/// <summary>
/// Puts one call of <c>Process.RunAndCaptureText</c> in the place of a start, a wait and the reads of both streams, where the code does
/// nothing else with the process than to ask for its exit code.
/// </summary>
internal sealed class CapturedRun
{
    private static readonly string[] Streams = { "StandardOutput", "StandardError" };

    private readonly LocalDeclarationStatementSyntax _declaration;
    private readonly ExpressionSyntax _info;
    private readonly List<StatementSyntax> _removed = new();
    private readonly List<(ExpressionSyntax Use, string Member)> _uses = new();
    private readonly List<string> _tokens = new();
    private bool _isAwaited;
    private INamedTypeSymbol? _result;

    private CapturedRun(LocalDeclarationStatementSyntax declaration, ExpressionSyntax info) => (_declaration, _info) = (declaration, info);

    /// <summary>The method that is called.</summary>
    public string Method => CapturingRun.MethodOf(_isAwaited);

    /// <summary>True where a token is passed: cancelling ended the wait, and kills the process now.</summary>
    public bool Kills => _tokens.Count > 0;

    private string Call =>
        (_isAwaited ? "await " : "") + $"Process.{Method}({_info}{(Kills ? ", cancellationToken: " + _tokens[0] : "")})";

    public static CapturedRun? For(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                .DescendantNodesAndSelf()
                .OfType<IdentifierNameSyntax>()
                .Select(name => model.GetSymbolInfo(name, cancellationToken).Symbol)
                .OfType<ILocalSymbol>()
                .FirstOrDefault() is not { } process
            || process.DeclaringSyntaxReferences.Length != 1
            || process.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken)
                is not VariableDeclaratorSyntax
                {
                    Initializer.Value: { } value,
                    Parent: VariableDeclarationSyntax
                    {
                        Variables.Count: 1,
                        Parent: LocalDeclarationStatementSyntax { ContainsDirectives: false } declaration,
                    },
                }
            || declaration.ListNode() is not { } list
            || InfoOf(value) is not { } info)
        {
            return null;
        }

        CapturedRun run = new(declaration, info);
        IEnumerable<IdentifierNameSyntax> mentions = list.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == process.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, process));
        return mentions.All(name => run.Take(name, list))
            && Streams.All(stream => run._uses.Count(use => use.Member == stream) == 1)
            && run._tokens.Distinct().Count() < 2
            && run.Binds(model)
            ? run
            : null;
    }

    /// <summary>Plans the edits; false, and none of them, where another diagnostic has asked for one of them.</summary>
    public bool Plan(SyntaxEdits edits, SemanticModel model)
    {
        if (_removed.Cast<SyntaxNode>().Append(_declaration).Concat(_uses.Select(static use => (SyntaxNode)use.Use)).Any(edits.Contains))
        {
            return false;
        }

        string name = NewVariables.Next(_declaration, "result", edits);
        TypeSyntax type = edits.Import(_result!, null, _declaration, model);
        edits.Replace(
            _declaration,
            current => SyntaxFactory.ParseStatement($"{type} {name} = {Call};").WithTriviaFrom((StatementSyntax)current));
        foreach (StatementSyntax statement in _removed)
        {
            edits.Splice(statement, static _ => new StatementSyntax[0]);
        }

        foreach ((ExpressionSyntax use, string member) in _uses)
        {
            edits.Replace(use, current => SyntaxFactory.ParseExpression($"{name}.{member}").WithTriviaFrom(current));
        }

        return true;
    }

    /// <summary>True where the call means something there.</summary>
    private bool Binds(SemanticModel model)
    {
        _result = CapturingRun.ResultOf(
            _isAwaited ? Call.Substring("await ".Length) : Call,
            _isAwaited,
            _declaration.SpanStart,
            model);
        return _result is not null;
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
    private bool Take(IdentifierNameSyntax name, SyntaxNode list)
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
                if (whole.Parent is not ExpressionStatementSyntax statement
                    || statement.ListNode() != list
                    || (!isAsync && call.ArgumentList.Arguments.Count > 0)
                    || statement.ContainsDirectives
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
                if (text.FirstAncestorOrSelf<StatementSyntax>() is not { } holder
                    || holder.ListNode() != list
                    || Anchors.FunctionOf(text) != Anchors.FunctionOf(_declaration))
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
        string? token = call.ArgumentList.Arguments.FirstOrDefault()?.Expression.ToString();
        if (token is not (null or "default" or "CancellationToken.None"))
        {
            _tokens.Add(token);
        }

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
