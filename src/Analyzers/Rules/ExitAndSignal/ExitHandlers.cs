using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>The handlers of exit events and signals that this compilation subscribes, whatever file they are written in.</summary>
internal sealed class ExitHandlers
{
    private const string FrameworkLibrary = "mscorlib";
    private const string Registration = "PosixSignalRegistration";

    private readonly ProcessModel _model;
    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly CallTargets _targets;
    private readonly object _reading = new();
    private ImmutableArray<ExitHandler> _all;

    private ExitHandlers(ProcessModel model)
    {
        _model = model;
        _compilation = model.Compilation;
        _bodies = SourceBodies.Of(model);
        _targets = CallTargets.Of(model);
    }

    public static ExitHandlers Of(ProcessModel model) => model.Get(static model => new ExitHandlers(model));

    public ImmutableArray<ExitHandler> All(CancellationToken cancellationToken)
    {
        lock (_reading)
        {
            if (_all.IsDefault)
            {
                _all = _compilation.SyntaxTrees.SelectMany(tree => Subscribed(tree, cancellationToken))
                    .SelectMany(handler => WithRaised(handler, cancellationToken))
                    .ToImmutableArray();
            }

            return _all;
        }
    }

    /// <summary>
    /// True in a program whose host or command-line library cancels the signals that end a process, and shuts down gracefully.
    /// </summary>
    public bool HaveAnotherHolder(CancellationToken cancellationToken) => SignalHolders.All.Any(holder =>
        !_compilation.GetTypesByMetadataName(holder.Type).IsEmpty
        && _compilation.SyntaxTrees.Any(tree => holder.Words.Any(word => SyntaxIndex.Of(tree).Mentions(word, cancellationToken))));

    /// <summary>True when the compilation registers a handler of SIGTERM, or of a signal that is not constant.</summary>
    public bool HandlesSigterm(CancellationToken cancellationToken) =>
        _compilation.SyntaxTrees.SelectMany(tree => Registrations(tree, cancellationToken))
            .Any(static call => SignalOf(call) is null or Signal.Terminate);

    /// <summary>The calls of PosixSignalRegistration.Create in one file.</summary>
    public IEnumerable<IInvocationOperation> Registrations(SyntaxTree tree, CancellationToken cancellationToken) =>
        Places(SyntaxIndex.Of(tree).Occurrences(Registration, cancellationToken: cancellationToken))
            .Select(place => Operation(place, cancellationToken))
            .OfType<IInvocationOperation>()
            .Where(IsRegistration);

    private IEnumerable<ExitHandler> Subscribed(SyntaxTree tree, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SyntaxIndex index = SyntaxIndex.Of(tree);
        foreach (SyntaxNode place in Places(index.Occurrences(KnownNames.ExitEvents.Words, cancellationToken: cancellationToken)))
        {
            switch (Operation(place, cancellationToken))
            {
                case IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation raised } assignment
                    when EventOf(raised, cancellationToken) is { } exit:
                    foreach (ExitHandler handler in Handlers(
                        exit,
                        null,
                        ImmutableArray.Create(raised.Event.Name),
                        assignment,
                        assignment.HandlerValue,
                        cancellationToken))
                    {
                        yield return handler;
                    }

                    break;
                case IInvocationOperation registration when IsRegistration(registration):
                    int? signal = SignalOf(registration);
                    foreach (ExitHandler handler in Argument(registration, 1) is { } code
                        ? Handlers(
                            ExitEvent.Signal,
                            signal,
                            ImmutableArray.Create(NameOf(registration, signal)),
                            registration,
                            code,
                            cancellationToken)
                        : Enumerable.Empty<ExitHandler>())
                    {
                        yield return handler;
                    }

                    break;
            }
        }
    }

    /// <summary>The `x += …` and the calls that name one of the words.</summary>
    private static IEnumerable<SyntaxNode> Places(IEnumerable<SyntaxToken> words)
    {
        foreach (SyntaxToken token in words)
        {
            SyntaxNode? node = token.Parent;
            while (node is SimpleNameSyntax
                or MemberAccessExpressionSyntax
                or MemberBindingExpressionSyntax
                or ConditionalAccessExpressionSyntax)
            {
                node = node.Parent;
            }

            if (node is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } or InvocationExpressionSyntax)
            {
                yield return node;
            }
        }
    }

    private IOperation? Operation(SyntaxNode node, CancellationToken cancellationToken) =>
        _bodies.Model(node.SyntaxTree)?.GetOperation(node, cancellationToken);

    private static bool IsRegistration(IInvocationOperation call) =>
        call.TargetMethod.Name == "Create" && call.TargetMethod.ContainingType.Is(KnownTypes.PosixSignalRegistration);

    private static IOperation? Argument(IInvocationOperation call, int ordinal) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;

    private static int? SignalOf(IInvocationOperation registration) =>
        Argument(registration, 0)?.ConstantValue is { HasValue: true, Value: int signal } ? signal : null;

    private static string NameOf(IInvocationOperation registration, int? signal) =>
        signal is not null
        && Argument(registration, 0) is { } argument
        && ValueOrigin.Unwrap(argument) is IFieldReferenceOperation { Field.Name: var name }
            ? name
            : "signal";

    private ExitEvent? EventOf(IEventReferenceOperation raised, CancellationToken cancellationToken) => raised.Event.Name switch
    {
        "ProcessExit" when raised.Event.ContainingType.Is(KnownTypes.AppDomain) => ExitEvent.ProcessExit,
        "DomainUnload" when raised.Event.ContainingType.Is(KnownTypes.AppDomain) && IsFramework() => ExitEvent.DomainUnload,
        "Unloading" when raised.Event.ContainingType.Is(KnownTypes.AssemblyLoadContext) && IsDefault(raised.Instance, cancellationToken) =>
            ExitEvent.Unloading,
        "CancelKeyPress" when raised.Event.ContainingType.Is(KnownTypes.Console) => ExitEvent.CancelKeyPress,
        _ => null,
    };

    private bool IsFramework() => _compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly?.Name == FrameworkLibrary;

    /// <summary>Other contexts are unloaded while the process continues.</summary>
    private bool IsDefault(IOperation? context, CancellationToken cancellationToken) =>
        context is not null
        && (new ValueOrigin(null, LocalAssignments.Outermost(context)).Of(context) is Value.StaticValue { Member: var member }
            && IsDefault(member)
            || ValueSources.Of(_model).Of(context, cancellationToken)
                .Where(static source => source.ConstantValue is not { HasValue: true, Value: null })
                .DefaultIfEmpty(context)
                .All(static source => source is IPropertyReferenceOperation { Property: var property } && IsDefault(property)));

    private static bool IsDefault(ISymbol member) => member.Name == "Default" && member.ContainingType.Is(KnownTypes.AssemblyLoadContext);

    /// <summary>The handlers that a delegate is seen to be: one for each lambda or method that may stand there.</summary>
    private IEnumerable<ExitHandler> Handlers(
        ExitEvent exit,
        int? signal,
        ImmutableArray<string> names,
        IOperation subscription,
        IOperation handler,
        CancellationToken cancellationToken) =>
        from target in _targets.SeenOfDelegate(handler, subscription, cancellationToken)
        select Handler(exit, signal, names, subscription, target, cancellationToken);

    private ExitHandler Handler(
        ExitEvent exit,
        int? signal,
        ImmutableArray<string> names,
        IOperation subscription,
        CallTarget target,
        CancellationToken cancellationToken,
        ExitHandler? raiser = null)
    {
        bool isLambda = target.Method.MethodKind == MethodKind.AnonymousFunction;
        return new ExitHandler(
            exit,
            signal,
            subscription,
            target.Method,
            target.Declaration,
            new Root(target.Method, isLambda ? names : names.Add(target.Method.Name), Value.Living, ValueList.Empty, null)
            {
                Facts = BodyReader.Read(target.Method, target.Body, _model.Catalogue, cancellationToken, namesLocals: true),
                NamesLocals = true,
            },
            _model)
        {
            Raiser = raiser,
        };
    }

    /// <summary>
    /// A handler, and the code that it runs in turn where its calls do not name that: the subscribers of an event that it raises, delegates
    /// that others hand in, and every override of a method that it calls on its own object.
    /// </summary>
    private IEnumerable<ExitHandler> WithRaised(ExitHandler first, CancellationToken cancellationToken)
    {
        HashSet<SyntaxNode> seen = new() { first.Body.Syntax };
        Queue<(ExitHandler Handler, int Level)> open = new();
        open.Enqueue((first, 0));
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (ExitHandler handler, int level) = open.Dequeue();
            yield return handler;
            if (level == Budgets.AdapterLevels || !handler.IsLastCall)
            {
                continue;
            }

            foreach ((CallTarget target, string name) in handler.OwnCode()
                .OfType<IInvocationOperation>()
                .SelectMany(call => RaisedCode.RunBy(call, _model, cancellationToken)))
            {
                if (seen.Add(target.Body.Syntax))
                {
                    open.Enqueue((
                        Handler(
                            handler.Event,
                            handler.Signal,
                            handler.Root.Names.Add(name),
                            handler.Subscription,
                            target,
                            cancellationToken,
                            handler),
                        level + 1));
                }
            }
        }
    }
}
