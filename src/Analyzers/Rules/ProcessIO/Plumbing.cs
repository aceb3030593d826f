using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// The statements of one list that start a process, read both of its streams at once and wait for its exit, when the code does nothing else
/// with it than to ask for its exit code, and nothing else before it has exited.
/// </summary>
internal sealed partial class Plumbing
{
    private readonly SyntaxNode _list;
    private readonly IOperation _body;
    private readonly List<SyntaxNode> _removed = new();
    private readonly List<SyntaxNode> _outputs = new();
    private readonly List<SyntaxNode> _errors = new();
    private readonly List<SyntaxNode> _codes = new();
    private readonly List<IAwaitOperation> _awaits = new();

    /// <summary>Waits for several tasks, each with how many of those tasks are known.</summary>
    private readonly Dictionary<IOperation, int> _together = new();

    /// <summary>Statements that begin to read, and those that read to the end at once.</summary>
    private readonly List<SyntaxNode> _begun = new();
    private readonly List<SyntaxNode> _direct = new();
    private SyntaxNode? _wait;
    private string _call = "";

    private Plumbing(LocalDeclarationStatementSyntax declaration, IInvocationOperation start)
    {
        (Declaration, Start) = (declaration, start);
        (_list, _body) = (ContainerOf(declaration)!, ControlFlow.BodyAround(start));
    }

    /// <summary>The statement that declares the process, whose place the call takes.</summary>
    public LocalDeclarationStatementSyntax Declaration { get; }

    /// <summary>The start.</summary>
    public IInvocationOperation Start { get; }

    /// <summary>True where the code awaits something of the process.</summary>
    public bool IsAwaited => _awaits.Count > 0;

    /// <summary>What the first await has behind its task: `.ConfigureAwait(false)`, or nothing.</summary>
    public string Configured => IsConfigured(_awaits[0]) ? ".ConfigureAwait(false)" : "";

    /// <summary>The one call, without the await.</summary>
    public string Call => _call;

    /// <summary>The statements that go.</summary>
    public IReadOnlyList<SyntaxNode> Removed => _removed;

    /// <summary>The expressions that are all of the output.</summary>
    public IReadOnlyList<SyntaxNode> Outputs => _outputs;

    /// <summary>The expressions that are all of the errors.</summary>
    public IReadOnlyList<SyntaxNode> Errors => _errors;

    /// <summary>The expressions that are the exit code.</summary>
    public IReadOnlyList<SyntaxNode> Codes => _codes;

    /// <summary>The plumbing that a start begins; null for a start that is used in any other way.</summary>
    public static Plumbing? Of(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (DeclarationOf(call) is not { } declaration
            || ContainerOf(declaration) is null
            || declaration.Declaration.Variables is not { Count: 1 } variables
            || variables[0].Initializer?.Value is not { } value
            || InfoOf(value, call) is not { } info
            || model.GetOperation(call, cancellationToken) is not IInvocationOperation start
            || !start.TargetMethod.ContainingType.Is(KnownTypes.Process)
            || model.GetDeclaredSymbol(variables[0], cancellationToken) is not ILocalSymbol local)
        {
            return null;
        }

        Plumbing plumbing = new(declaration, start);
        return LocalAssignments.References(local, start).All(reference => plumbing.Take(reference))
            && plumbing.IsWhole()
            && plumbing.IsUsedOnce(info, model, cancellationToken)
            && plumbing.Write(info, value, call)
            ? plumbing
            : null;
    }

    /// <summary>`var p = Process.Start(info);`, or the declaration right before `p.Start();`.</summary>
    private static LocalDeclarationStatementSyntax? DeclarationOf(InvocationExpressionSyntax call)
    {
        if (call.ArgumentList.Arguments.Count == 1)
        {
            return call.FirstAncestorOrSelf<StatementSyntax>() as LocalDeclarationStatementSyntax;
        }

        if (call is not
            {
                ArgumentList.Arguments.Count: 0,
                Parent: ExpressionStatementSyntax statement,
                Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax process },
            })
        {
            return null;
        }

        SyntaxNode member = statement.Parent is GlobalStatementSyntax global ? global : statement;
        SyntaxNode? previous = member.Parent?.ChildNodes().TakeWhile(node => node != member).LastOrDefault();
        return (previous is GlobalStatementSyntax { Statement: var inner } ? inner : previous)
                is LocalDeclarationStatementSyntax declaration
            && declaration.Declaration.Variables[0].Identifier.ValueText == process.Identifier.ValueText
                ? declaration
                : null;
    }

    /// <summary>What says how the process is started; null where the local is declared with anything else.</summary>
    private static ExpressionSyntax? InfoOf(ExpressionSyntax value, InvocationExpressionSyntax call) => value switch
    {
        PostfixUnaryExpressionSyntax suppressed => InfoOf(suppressed.Operand, call),
        ParenthesizedExpressionSyntax parenthesized => InfoOf(parenthesized.Expression, call),
        BinaryExpressionSyntax { Right: ThrowExpressionSyntax } coalesce => InfoOf(coalesce.Left, call),
        InvocationExpressionSyntax => value == call ? call.ArgumentList.Arguments[0].Expression : null,
        BaseObjectCreationExpressionSyntax
        {
            ArgumentList: null or { Arguments.Count: 0 },
            Initializer.Expressions: { Count: 1 } settings,
        }
            when call.ArgumentList.Arguments.Count == 0
                && settings[0] is AssignmentExpressionSyntax
                {
                    Left: IdentifierNameSyntax { Identifier.ValueText: "StartInfo" },
                    Right: not InitializerExpressionSyntax and var info,
                } => info,
        _ => null,
    };

    /// <summary>The list of statements that one is in; null for one that is in none.</summary>
    private static SyntaxNode? ContainerOf(SyntaxNode statement) => statement.Parent switch
    {
        BlockSyntax or SwitchSectionSyntax => statement.Parent,
        GlobalStatementSyntax { Parent: var file } => file,
        _ => null,
    };

    /// <summary>Both streams are read, at once, and the wait is all that is left to do then.</summary>
    private bool IsWhole()
    {
        if (_outputsRead != 1 || _errorsRead != 1 || _ends.Count != 2 || _wait is null || _direct.Count > 1)
        {
            return false;
        }

        _awaits.Sort(static (left, right) => left.Syntax.SpanStart.CompareTo(right.Syntax.SpanStart));
        int last = _direct.Append(_wait).Max(static node => node.Span.End);
        return _begun.TrueForAll(begun => begun.Span.End < _direct.Append(_wait).Min(static node => node.SpanStart))
            && _direct.TrueForAll(direct => direct.Span.End < _wait.SpanStart)
            && _codes.TrueForAll(code => code.SpanStart > _wait.Span.End)
            && _together.All(static pair => Elements(pair.Key) == pair.Value)
            && _closed.TrueForAll(closed => closed.SpanStart > last)
            && (_awaits.Count == 0 || IsConfigured(_awaits[0]) || !_awaits.Exists(IsConfigured))
            && StatementsBetween(Declaration, last).All(IsPlain);
    }

    /// <summary>How many tasks a wait for several has.</summary>
    private static int Elements(IOperation together) =>
        together.DescendantsAndSelf()
            .OfType<IInvocationOperation>()
            .FirstOrDefault(static call => call.TargetMethod.Name is "WhenAll" or "WaitAll")
            ?.Syntax is InvocationExpressionSyntax call
            ? call.ArgumentList.Arguments.Count
            : 0;

    private IEnumerable<SyntaxNode> StatementsBetween(SyntaxNode first, int end) => _list.ChildNodes()
        .Select(static node => node is GlobalStatementSyntax { Statement: var statement } ? statement : node)
        .Where(node => node.SpanStart > first.Span.End && node.SpanStart < end);

    /// <summary>True for a statement that goes, or that only gives a text to a local: what it does may as well be done later.</summary>
    private bool IsPlain(SyntaxNode statement) =>
        _removed.Contains(statement)
        || (statement is LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables }
            && variables[0].Initializer?.Value is { } value
            && _outputs.Concat(_errors).Any(text => value.Span.Contains(text.Span))
            && value.DescendantNodesAndSelf()
                .OfType<InvocationExpressionSyntax>()
                .All(call => _outputs.Concat(_errors).Any(text => text.Span.Contains(call.Span))
                    || (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }
                        && KnownNames.TextTrims.Has(name))));

    /// <summary>A start info that is made for the start, or a local that nothing uses behind the start.</summary>
    private bool IsUsedOnce(ExpressionSyntax info, SemanticModel model, CancellationToken cancellationToken) => info switch
    {
        BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax => true,
        IdentifierNameSyntax => model.GetSymbolInfo(info, cancellationToken).Symbol is ILocalSymbol local
            && LocalAssignments.References(local, Start).All(reference => reference.Syntax.SpanStart <= info.SpanStart),
        _ => false,
    };

    /// <summary>
    /// Writes the call: by the name that the code has for Process, and with the type of a start info that is only `new(…)`.
    /// </summary>
    private bool Write(ExpressionSyntax info, ExpressionSyntax value, InvocationExpressionSyntax call)
    {
        TypeSyntax type = Declaration.Declaration.Type;
        TypeSyntax declared = type is NullableTypeSyntax nullable ? nullable.ElementType : type;
        string? process = call.ArgumentList.Arguments.Count == 1 ? ((MemberAccessExpressionSyntax)call.Expression).Expression.ToString()
            : value is ObjectCreationExpressionSyntax { Type: var made } ? made.ToString()
            : declared.IsVar ? null
            : declared.ToString();
        if (process is null || !process.EndsWith("Process", System.StringComparison.Ordinal))
        {
            return false;
        }

        string text = info is ImplicitObjectCreationExpressionSyntax implicitly
            ? $"new {process}StartInfo{info.ToString().Substring(implicitly.NewKeyword.Span.Length).TrimStart()}"
            : info.ToString();
        _call = $"{process}.{CapturingRun.MethodOf(IsAwaited)}({text})";
        return true;
    }
}
