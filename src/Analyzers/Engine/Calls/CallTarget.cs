using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Engine.Calls;

/// <summary>A body that a call runs, or one of several of which it runs one.</summary>
/// <param name="Method">The method, constructor, accessor, operator, local function or lambda.</param>
/// <param name="Body">Its body: an outermost operation, or that of a lambda or local function.</param>
/// <param name="Call">The operation that runs it; a method reference when it is only named.</param>
internal sealed record CallTarget(IMethodSymbol Method, IOperation Body, IOperation Call)
{
    /// <summary>The body with its declaration: the whole lambda or local function, to which its parameters belong.</summary>
    public IOperation Declaration => Body.Parent is IAnonymousFunctionOperation or ILocalFunctionOperation ? Body.Parent : Body;

    /// <summary>
    /// The expression that the call gives a parameter of the body; null where it gives none that is written there. The receiver of an
    /// extension block is a parameter of the block:
    /// <code>extension(Job job) { void Run() => job.Start(); }    next.Run();    // job is next</code>
    /// </summary>
    public IOperation? ValueOf(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is INamedTypeSymbol)
        {
            return Receiver;
        }

        if (IsOfReceiver(parameter))
        {
            return Of(Creation!.Arguments);
        }

        return Call switch
        {
            IInvocationOperation call => Of(call.Arguments),
            IObjectCreationOperation creation => Of(creation.Arguments),
            IPropertyReferenceOperation { Parent: IAssignmentOperation assignment } property
                when assignment.Target == property && parameter.Ordinal == property.Arguments.Length => assignment.Value,
            IPropertyReferenceOperation property => Of(property.Arguments),
            IBinaryOperation binary => parameter.Ordinal == 0 ? binary.LeftOperand : binary.RightOperand,
            IUnaryOperation unary => unary.Operand,
            IConversionOperation conversion => conversion.Operand,
            _ => null,
        };

        IOperation? Of(System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments) =>
            arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value;
    }

    /// <summary>
    /// True for a parameter of the primary constructor that made the receiver, which the bodies of its members use as well.
    /// <code>class Step(Job job) { void Run() => job.Start(); }    new Step(next).Run();    // job is next</code>
    /// </summary>
    public bool IsOfReceiver(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && !SymbolEqualityComparer.Default.Equals(constructor, Method)
        && SymbolEqualityComparer.Default.Equals(constructor.OriginalDefinition, Creation?.Constructor?.OriginalDefinition);

    /// <summary>True for a parameter that the call gives a value: of the body, its extension block, or what made the receiver.</summary>
    public bool Gives(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is INamedTypeSymbol
        || IsOfReceiver(parameter)
        || SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, Method)
        || SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, Method.PartialDefinitionPart)
        || SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, Method.PartialImplementationPart);

    /// <summary>The expression that makes the receiver, where the call or the local that it names says so.</summary>
    public IObjectCreationOperation? Creation => Receiver is not { } receiver ? null
        : ValueOrigin.Unwrap(receiver) switch
        {
            IObjectCreationOperation made => made,
            ILocalReferenceOperation { Local: var local } reference when LocalAssignments.Single(local, reference) is { } held =>
                ValueOrigin.Unwrap(held) as IObjectCreationOperation,
            _ => null,
        };

    /// <summary>The object that `this` of the body is, as the call writes it; null for static bodies, lambdas and new objects.</summary>
    public IOperation? Receiver => Call switch
    {
        IInvocationOperation call => call.Instance,
        IPropertyReferenceOperation property => property.Instance,
        IMethodReferenceOperation reference => reference.Instance,
        _ => null,
    };
}
