using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>What goes wrong between this process and its children: one verdict for each body, reached once and kept.</summary>
internal sealed class ProcessVerdicts
{
    private static readonly SoughtWords Words = new(KnownNames.StreamWords.Names
        .Concat(KnownNames.ExitWords.Names)
        .Concat(KnownNames.ResultWords.Names));

    private readonly SourceBodies _bodies;
    private readonly ProcessTraces _traces;
    private readonly StartInfos _startInfos;
    private readonly UnreadVerdict _unread;
    private readonly InputVerdict _input;
    private readonly TailVerdict _tail;
    private readonly LeftVerdict _left;
    private readonly LimitVerdict _limit;
    private readonly HoldingMembers _wrappers;
    private readonly ControlFlow _flow;
    private readonly Memo<SyntaxTree, ImmutableArray<ProcessFinding>> _files;

    public static ProcessVerdicts Of(ProcessModel model) => model.Get(static model => new ProcessVerdicts(model));

    private ProcessVerdicts(ProcessModel model)
    {
        (_bodies, _startInfos, _flow) = (SourceBodies.Of(model), StartInfos.Of(model), ControlFlow.Of(model));
        (_traces, _wrappers) = (ProcessTraces.Of(model), HoldingMembers.Of(model));
        HeldProcesses held = new(MemberHistories.Of(model), _traces);
        _unread = new UnreadVerdict(_startInfos, held, new UnreadByChoice(Callers.Of(model)), ProcessHands.Of(model));
        _input = new InputVerdict(_startInfos, held, ValueSources.Of(model));
        ReachedCode reached = new(CallTargets.Of(model));
        _tail = new TailVerdict(CallTargets.Of(model), held, ValueSources.Of(model), reached);
        ProcessKills kills = new(CallTargets.Of(model), reached);
        (_left, _limit) = (new LeftVerdict(_startInfos, kills), new LimitVerdict(kills));
        _files = new(Judge);
    }

    /// <summary>What is found in the bodies of a file, apart from starts of commands that print little.</summary>
    public IEnumerable<ProcessFinding> In(SyntaxTree tree, AnalyzerOptions options, CancellationToken cancellationToken) =>
        _files.Get(tree, cancellationToken)
            .Where(finding => !finding.IsAboutAmounts || finding.Command?.IsQuiet(options, tree) != true)
            .GroupBy(static finding => (finding.Hazard, finding.Place))
            .Select(static found => AsOne(found.ToList()));

    /// <summary>What is known of one place: a redirect that several starts are given stands for the streams of all of them.</summary>
    private static ProcessFinding AsOne(IReadOnlyList<ProcessFinding> found)
    {
        List<ProcessFinding> same = found.Where(one => one.Streams.SequenceEqual(found[0].Streams)).ToList();
        return same.Count == 1 || same[0].Hazard != ProcessHazard.NeverReads ? found[0] : found[0] with
        {
            Others = same.SelectMany(static one => one.Others).Distinct().ToImmutableArray(),
            IsRedirected = same.TrueForAll(static one => one.IsRedirected),
        };
    }

    /// <summary>Everything found in the bodies of a file.</summary>
    private ImmutableArray<ProcessFinding> Judge(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxIndex index = SyntaxIndex.Of(tree);
        SoughtWords wrapped = _wrappers.All(cancellationToken);
        bool starts = index.HasIdentifier("Process", cancellationToken) && index.HasWord("Start", cancellationToken);
        if (!(starts || index.HasAny(wrapped, cancellationToken)
                || index.Occurrences(KnownNames.StreamWords.Words, cancellationToken: cancellationToken).Any()
                || index.Occurrences(KnownNames.ResultWords.Words, cancellationToken: cancellationToken).Any())
            || _bodies.Model(tree) is not { } model)
        {
            return ImmutableArray<ProcessFinding>.Empty;
        }

        List<ProcessFinding> findings = new();
        HashSet<SyntaxNode> judged = new();
        List<SyntaxToken> used = index.Occurrences(wrapped, cancellationToken: cancellationToken).Where(IsUse).ToList();
        List<SyntaxToken> wrappers = used.Count == 0
            ? new List<SyntaxToken>()
            : index.Occurrences(_wrappers.Types(cancellationToken), cancellationToken: cancellationToken).Where(IsUse).ToList();
        List<SyntaxToken> tokens = index.Occurrences(Words, cancellationToken: cancellationToken)
            .Concat(starts
                ? index.Occurrences("Start", cancellationToken: cancellationToken)
                    .Where(token => IsStartWithInfo(token) || IsStartOf(HoldingMembers.HeldIn(tree, cancellationToken), token))
                : Enumerable.Empty<SyntaxToken>())
            .Concat(used.GroupBy(MemberAround)
                .Where(course => IsCourse(course) || IsOfWrapper(course.Key, wrappers))
                .SelectMany(static course => course))
            .OrderBy(static token => token.SpanStart)
            .ToList();
        foreach (SyntaxToken token in tokens)
        {
            // Top-level statements span the types of their file, whose bodies are others.
            if (!judged.Any(node => node is not CompilationUnitSyntax && node.Span.Contains(token.Span))
                && OutermostAround(token, model, cancellationToken) is { } body
                && judged.Add(body.Syntax))
            {
                // In a body that is judged anyway, a lambda that uses one such member alone counts too.
                findings.AddRange(Judge(body, tokens.Concat(used).ToList(), cancellationToken));
            }
        }

        return findings.ToImmutableArray();
    }

    /// <summary>True for a name that code uses: not that of the declaration itself, which the words of its body find.</summary>
    private static bool IsUse(SyntaxToken name) => name.Parent is SimpleNameSyntax;

    private static SyntaxNode? MemberAround(SyntaxToken token) =>
        token.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax)
        ?? token.SyntaxTree?.GetRoot();

    /// <summary>A hazard between two calls of a wrapper needs two of its members; most names are those of other things.</summary>
    private static bool IsCourse(IEnumerable<SyntaxToken> used) => used.Select(static token => token.ValueText).Distinct().Count() > 1;

    /// <summary>
    /// One call of a wrapper is enough in a type that names the wrapper: what it starts there, nobody may read.
    /// <code>Runner git = new(info);    git.Start();</code>
    /// </summary>
    private static bool IsOfWrapper(SyntaxNode? member, List<SyntaxToken> wrappers) =>
        (member?.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? member) is { } type
        && wrappers.Exists(wrapper => type.Span.Contains(wrapper.Span));

    /// <summary>`Process.Start(x)`, where x may be a start info that redirects something.</summary>
    private static bool IsStartWithInfo(SyntaxToken start) =>
        start.Parent
            is IdentifierNameSyntax
            {
                Parent: MemberAccessExpressionSyntax
                {
                    Parent: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments },
                } access,
            }
        && arguments[0].Expression is not (LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)
        && access.Expression is IdentifierNameSyntax { Identifier.ValueText: "Process" }
            or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Process" };

    /// <summary><c>_child.Start()</c>, where a member of that name holds a process.</summary>
    private static bool IsStartOf(ICollection<string> held, SyntaxToken start) =>
        start.Parent is IdentifierNameSyntax
        {
            Parent: MemberAccessExpressionSyntax
            {
                Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 },
                Expression: var process,
            },
        }
        && process is IdentifierNameSyntax or MemberAccessExpressionSyntax
        && held.Contains(process.GetLastToken().ValueText);

    /// <summary>The whole body around a token.</summary>
    public static IOperation? OutermostAround(SyntaxToken token, SemanticModel model, CancellationToken cancellationToken)
    {
        for (SyntaxNode? node = token.Parent; node is not null; node = node.Parent)
        {
            if (model.GetOperation(node, cancellationToken) is { } operation)
            {
                return LocalAssignments.Outermost(operation);
            }
        }

        return null;
    }

    /// <summary>Judges a body, and each lambda and local function in it on its own.</summary>
    private IEnumerable<ProcessFinding> Judge(IOperation body, List<SyntaxToken> tokens, CancellationToken cancellationToken)
    {
        ProcessNames names = new(body, _traces, cancellationToken);
        HashSet<(ProcessHazard Hazard, SyntaxNode Place)> reported = new();
        List<ProcessFinding> findings = new();
        IEnumerable<IOperation> units = body.DescendantsAndSelf().Where(operation => operation == body
            || (operation is IAnonymousFunctionOperation or ILocalFunctionOperation
                && tokens.Exists(token => operation.Syntax.Span.Contains(token.Span))));
        ImmutableArray<ProcessEvent> outer = default;
        foreach (IOperation unit in units)
        {
            ImmutableArray<ProcessEvent> events = _traces.Of(unit, names, cancellationToken);
            outer = outer.IsDefault ? events : outer;
            IEnumerable<ProcessCourse> courses =
                from ofKey in events.GroupBy(static found => found.Process)
                from turn in ProcessTurns.Of(ofKey.ToImmutableArray(), unit, names, _flow, cancellationToken)
                select new ProcessCourse(turn, unit, _flow, cancellationToken)
                {
                    Outer = outer.Where(found => found.Process.Equals(ofKey.Key)).ToImmutableArray(),
                };

            // What the body around a lambda says of it is not said again; of processes in turn each says what it runs.
            List<ProcessFinding> found = courses
                .SelectMany(course => Of(course, isWhole: unit == body, cancellationToken).Select(finding => finding with
                {
                    Command = QuietStart.Of(course.Starts.Select(start => start.Told(_startInfos, cancellationToken)).ToList()),
                }))
                .Where(finding => !reported.Contains((finding.Hazard, finding.Place)))
                .ToList();
            reported.UnionWith(found.Select(static finding => (finding.Hazard, finding.Place)));
            findings.AddRange(found);
        }

        return findings;
    }

    private IEnumerable<ProcessFinding> Of(ProcessCourse course, bool isWhole, CancellationToken cancellationToken)
    {
        List<ProcessFinding> reading = ReadingVerdict.Of(course).ToList();
        List<ProcessFinding> unread = isWhole ? _unread.Of(course, cancellationToken).ToList() : new List<ProcessFinding>();
        List<ProcessFinding> input = _input.Of(course, cancellationToken).ToList();
        return reading
            .Concat(input.Where(finding => !IsOneHang(finding, reading, unread)))
            .Select(finding => finding with
            {
                IsRedirected = IsRedirected(finding, course, cancellationToken),
                Start = course.StartBefore(finding.Event, finding.Streams, finding.Others)?.Source,
                Write = input.Find(static other => other.Hazard == ProcessHazard.WritesBeforeReading)?.Event,
            })
            .Concat(_tail.Of(course, cancellationToken))
            .Concat(EndVerdict.Of(course, cancellationToken))
            .Concat(_left.Of(course, cancellationToken))
            .Concat(_limit.Of(course, cancellationToken).Where(limit => !reading.Exists(other => other.Place == limit.Place)))
            .Concat(ReadModeVerdict.Of(course))
            .Concat(unread);
    }

    /// <summary>
    /// Where a wait stands before a read, the input that stays open is reported when that is repaired; so it is where a wait hangs for a
    /// stream that nobody reads, and nothing shows that the child is to read any input.
    /// </summary>
    private static bool IsOneHang(ProcessFinding input, List<ProcessFinding> reading, List<ProcessFinding> unread) =>
        reading.Exists(static other => other.Hazard == ProcessHazard.WaitsBeforeReading)
        || (unread.Count > 0
            && input is { Hazard: ProcessHazard.LeavesInputOpen, Event.Waits: true }
            && input.Others.All(static opened => opened.Kind == ProcessEventKind.Start));

    private bool IsRedirected(ProcessFinding finding, ProcessCourse course, CancellationToken cancellationToken) =>
        finding.Others.All(later => course.IsCertainAfter(finding.Event, later))
        || (course.Starts.Count == 1 && course.Starts[0].Told(_startInfos, cancellationToken) is { } info
            && finding.Streams.All(stream => info.Switch("RedirectStandard" + stream) == Setting.Yes));
}
