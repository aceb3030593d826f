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

    private static readonly ImmutableArray<string> Words = ImmutableArray.Create(
        "ProcessExit",
        "DomainUnload",
        "Unloading",
        "CancelKeyPress",
        Registration);

    private static readonly ImmutableArray<string> HostWords = ImmutableArray.Create(
        "Microsoft.Extensions.Hosting",
        "IHost",
        "WebApplication");

    private readonly ProcessModel _model;
    private readonly Compilation _compilation;
    private readonly SourceBodies _bodies;
    private readonly object _reading = new();
    private ImmutableArray<ExitHandler> _all;

    private ExitHandlers(ProcessModel model) => (_model, _compilation, _bodies) = (model, model.Compilation, SourceBodies.Of(model));

    public static ExitHandlers Of(ProcessModel model) => model.Get(static model => new ExitHandlers(model));

    public ImmutableArray<ExitHandler> All(CancellationToken cancellationToken)
    {
        lock (_reading)
        {
            if (_all.IsDefault)
            {
                _all = _compilation.SyntaxTrees.SelectMany(tree => Subscribed(tree, cancellationToken)).ToImmutableArray();
            }

            return _all;
        }
    }

    /// <summary>True in a program of the generic host, which cancels SIGINT, SIGQUIT and SIGTERM and ends in good order.</summary>
    public bool UsesGenericHost(CancellationToken cancellationToken) =>
        !_compilation.GetTypesByMetadataName("Microsoft.Extensions.Hosting.IHost").IsEmpty
        && _compilation.SyntaxTrees.Any(tree => HostWords.Any(word => SyntaxIndex.Of(tree).Mentions(word, cancellationToken)));

    /// <summary>True when the compilation registers a handler of SIGTERM, or of a signal that is not constant.</summary>
    public bool HandlesSigterm(CancellationToken cancellationToken) =>
        _compilation.SyntaxTrees.SelectMany(tree => Registrations(tree, cancellationToken))
            .Any(static call => SignalOf(call) is null or Signal.Terminate);

    /// <summary>The calls of PosixSignalRegistration.Create in one file.</summary>
    public IEnumerable<IInvocationOperation> Registrations(SyntaxTree tree, CancellationToken cancellationToken) =>
        Places(tree, Registration, cancellationToken)
            .Select(place => Operation(place, cancellationToken))
            .OfType<IInvocationOperation>()
            .Where(IsRegistration);

    private IEnumerable<ExitHandler> Subscribed(SyntaxTree tree, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (SyntaxNode place in Words.SelectMany(word => Places(tree, word, cancellationToken)))
        {
            switch (Operation(place, cancellationToken))
            {
                case IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation raised } assignment
                    when EventOf(raised) is { } exit:
                    if (Handler(exit, null, raised.Event.Name, assignment, assignment.HandlerValue, cancellationToken) is { } handler)
                    {
                        yield return handler;
                    }

                    break;
                case IInvocationOperation registration when IsRegistration(registration):
                    int? signal = SignalOf(registration);
                    if (Argument(registration, 1) is { } code
                        && Handler(ExitEvent.Signal, signal, NameOf(registration, signal), registration, code, cancellationToken)
                            is { } signalHandler)
                    {
                        yield return signalHandler;
                    }

                    break;
            }
        }
    }

    /// <summary>The `x += …` and the calls that name the word.</summary>
    private static IEnumerable<SyntaxNode> Places(SyntaxTree tree, string word, CancellationToken cancellationToken)
    {
        foreach (SyntaxToken token in SyntaxIndex.Of(tree).Occurrences(word, cancellationToken: cancellationToken))
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

    private ExitEvent? EventOf(IEventReferenceOperation raised) => raised.Event.Name switch
    {
        "ProcessExit" when raised.Event.ContainingType.Is(KnownTypes.AppDomain) => ExitEvent.ProcessExit,
        "DomainUnload" when raised.Event.ContainingType.Is(KnownTypes.AppDomain) && IsFramework() => ExitEvent.DomainUnload,
        "Unloading" when raised.Event.ContainingType.Is(KnownTypes.AssemblyLoadContext) && IsDefault(raised.Instance) =>
            ExitEvent.Unloading,
        "CancelKeyPress" when raised.Event.ContainingType.Is(KnownTypes.Console) => ExitEvent.CancelKeyPress,
        _ => null,
    };

    private bool IsFramework() => _compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly?.Name == FrameworkLibrary;

    /// <summary>Other contexts are unloaded while the process goes on.</summary>
    private static bool IsDefault(IOperation? context) =>
        context is not null
        && new ValueOrigin(null, LocalAssignments.Outermost(context)).Of(context) is Value.StaticValue { Member.Name: "Default" };

    private ExitHandler? Handler(
        ExitEvent exit,
        int? signal,
        string name,
        IOperation subscription,
        IOperation handler,
        CancellationToken cancellationToken)
    {
        switch (Code(handler, cancellationToken))
        {
            case IAnonymousFunctionOperation lambda:
                return Handler(lambda.Symbol, lambda, lambda.Body, ImmutableArray.Create(name));
            case IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } function } reference:
                return LocalAssignments.LocalFunction(function, reference) is { Body: { } block } local
                    ? Handler(local.Symbol, local, block, ImmutableArray.Create(name, function.Name))
                    : null;
            case IMethodReferenceOperation reference:
                IMethodSymbol? method = reference.IsVirtual
                    ? Dispatch.Of(_model).SingleTarget(reference.Method, cancellationToken)
                    : reference.Method.OriginalDefinition;
                return method is not null && _bodies.Of(method, cancellationToken) is { } body
                    ? Handler(method, body, body, ImmutableArray.Create(name, method.Name))
                    : null;
            default:
                return null;
        }

        ExitHandler Handler(IMethodSymbol method, IOperation body, IOperation block, ImmutableArray<string> names) =>
            new(
                exit,
                signal,
                subscription,
                method,
                body,
                new Root(
                    method,
                    names,
                    Value.Living,
                    ValueList.Empty,
                    null) { Facts = BodyReader.Read(method, block, _model.Catalogue, cancellationToken, namesLocals: true) },
                _model);
    }

    /// <summary>The lambda or method reference behind a delegate: itself, or all that its local, field or property ever holds.</summary>
    private IOperation? Code(IOperation handler, CancellationToken cancellationToken)
    {
        IOperation code = ValueOrigin.Unwrap(handler);
        switch (code)
        {
            case ILocalReferenceOperation local:
                return new ValueOrigin(null, LocalAssignments.Outermost(code)).StoredDelegate(local.Local);
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                List<IOperation> assigned = MemberHistories.Of(_model).Assigned(((IMemberReferenceOperation)code).Member, cancellationToken)
                    .Where(static value => value.ConstantValue is not { HasValue: true, Value: null })
                    .ToList();
                return assigned.Count == 1 ? assigned[0] : null;
            default:
                return code;
        }
    }
}
