using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>Code that runs when the process ends or is asked to.</summary>
internal sealed class ExitHandler
{
    private readonly ProcessModel _model;
    private ImmutableArray<CallPath> _paths;

    public ExitHandler(
        ExitEvent exit,
        int? signal,
        IOperation subscription,
        IMethodSymbol method,
        IOperation body,
        Root root,
        ProcessModel model)
    {
        Event = exit;
        Signal = signal;
        Subscription = subscription;
        Method = method;
        Body = body;
        Root = root;
        _model = model;
    }

    public ExitEvent Event { get; }

    /// <summary>The value of PosixSignal that it handles, where that is a constant.</summary>
    public int? Signal { get; }

    /// <summary>The `+=`, or the call of PosixSignalRegistration.Create.</summary>
    public IOperation Subscription { get; }

    /// <summary>The method, or the symbol of the lambda or local function.</summary>
    public IMethodSymbol Method { get; }

    /// <summary>The lambda, the local function, or the body of the method.</summary>
    public IOperation Body { get; }

    public Root Root { get; }

    /// <summary>The handler that runs this one by an event or a delegate; null for one that is subscribed itself.</summary>
    public ExitHandler? Raiser { get; init; }

    /// <summary>True when the handler, or one that runs it, is seen to take the lock.</summary>
    public bool Takes(Value locked, CancellationToken cancellationToken) =>
        Paths(cancellationToken).Any(path => path.Takes(locked)) || Raiser?.Takes(locked, cancellationToken) == true;

    /// <summary>
    /// True when the process ends after the handler, whatever it does: no thread but those of the background continues meanwhile.
    /// </summary>
    public bool IsLastCall => Event is ExitEvent.ProcessExit or ExitEvent.Unloading;

    /// <summary>True when the process ends after the handler unless that cancels it.</summary>
    public bool IsRequest =>
        Event == ExitEvent.CancelKeyPress || (Event == ExitEvent.Signal && Signal is { } signal && ExitAndSignal.Signal.Ends(signal));

    /// <summary>All that the handler does before its first await.</summary>
    public ImmutableArray<CallPath> Paths(CancellationToken cancellationToken)
    {
        if (_paths.IsDefault)
        {
            ImmutableInterlocked.InterlockedInitialize(ref _paths, CodeReach.Of(_model).From(Root, cancellationToken));
        }

        return _paths;
    }

    /// <summary>The code of the handler itself, without lambdas and local functions in it.</summary>
    public IEnumerable<IOperation> OwnCode() => ControlFlow.OperationsOf(Body)
        .Where(static operation => operation is not (IAnonymousFunctionOperation or ILocalFunctionOperation));

    /// <summary>
    /// True for a variable of the code around the handler, which that code and the handler share. One of a local function that the handler
    /// calls is nobody else's, unless a function inside of that one uses it.
    /// </summary>
    public bool IsCaptured(ISymbol variable) =>
        variable.DeclaringSyntaxReferences.Select(static part => part.GetSyntax()).Any(declaration => !Contains(declaration)
            && CallerNames.BodiesRound(declaration).FirstOrDefault(body => body != declaration) is { } function
            && (function is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)
                || function.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == variable.Name
                    && CallerNames.BodiesRound(name).First() != function)));

    /// <summary>True for a node of the handler's own source.</summary>
    public bool Contains(SyntaxNode node) => Contains(node.SyntaxTree, node.Span);

    /// <summary>True for a node of the handler's own source, or of a private method that only the handler calls.</summary>
    public bool Owns(SyntaxNode node, CancellationToken cancellationToken) => Contains(node)
        || (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } declaration
            && SourceBodies.Of(_model).Model(node.SyntaxTree)?.GetDeclaredSymbol(declaration, cancellationToken)
                is IMethodSymbol { DeclaredAccessibility: Accessibility.Private } method
            && Callers.Of(_model).Calls(method, cancellationToken).ToList() is { Count: > 0 } calls
            && calls.All(call => call is not null && Contains(call.Syntax)));

    /// <summary>True for a place in the handler's own source.</summary>
    public bool Contains(SyntaxTree tree, TextSpan span) => tree == Body.Syntax.SyntaxTree && Body.Syntax.Span.Contains(span);

    /// <summary>True when code outside of the handler has the object too.</summary>
    public bool IsShared(Value value, CancellationToken cancellationToken) => value switch
    {
        Value.LocalValue { Variable: var variable } => IsCaptured(variable),
        Value.MemberValue { Owner: var owner } when HasVariable(owner) => IsShared(owner, cancellationToken),
        Value.ElementValue { Array: var array } => IsShared(array, cancellationToken),
        Value.DerivedValue { Source: var source } => IsShared(source, cancellationToken),
        _ => Lifetimes.Of(_model).IsShared(value, cancellationToken),
    };

    private static bool HasVariable(Value value) => value switch
    {
        Value.LocalValue => true,
        Value.MemberValue { Owner: var owner } => HasVariable(owner),
        Value.ElementValue { Array: var array } => HasVariable(array),
        Value.DerivedValue { Source: var source } => HasVariable(source),
        _ => false,
    };
}
