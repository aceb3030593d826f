using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>Tells whether a program cares which of two objects it has: the one that it opened, or the one that it made.</summary>
internal static class EitherObject
{
    /// <summary>
    /// True when what is opened goes where the new object goes, and nobody owns that at first: it makes no difference who created it.
    /// </summary>
    public static bool ServesAsWell(NamedPrimitive opening, NamedPrimitive creation)
    {
        if (creation.InitiallyOwned != false || SaysWhoWasFirst(opening, creation.Operation))
        {
            return false;
        }

        IOperation opened = opening.Operation;
        if (opening.Access == PrimitiveAccess.Open)
        {
            return Destination.IsOne(opened, creation.Operation);
        }

        IOperation? result = ((IInvocationOperation)opened).Arguments
            .FirstOrDefault(static argument => argument.Parameter?.RefKind == RefKind.Out)?.Value;
        ISymbol? variable = result switch
        {
            IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local,
            ILocalReferenceOperation local => local.Local,
            IMemberReferenceOperation member => member.Member.OriginalDefinition,
            _ => null,
        };
        return variable is not null
            && (SymbolEqualityComparer.Default.Equals(variable, Destination.Of(creation.Operation))
                || ControlFlow.BodyAround(opened).Descendants().OfType<ILocalReferenceOperation>().Any(use =>
                    SymbolEqualityComparer.Default.Equals(use.Local, variable) && Destination.IsOne(use, creation.Operation)));
    }

    /// <summary>
    /// True when the branch of the creation does more than to make the object: it sets a flag, says or writes something, or takes the
    /// mutex. Only one process is meant to do that.
    /// </summary>
    private static bool SaysWhoWasFirst(NamedPrimitive opening, IOperation creation)
    {
        for (IOperation child = creation; child.Parent is { } parent; child = parent)
        {
            if (parent is IConditionalOperation or ICatchClauseOperation)
            {
                return child is IBlockOperation branch
                    && !branch.Syntax.Span.Contains(opening.Operation.Syntax.Span)
                    && branch.Operations.Any(statement => !statement.Syntax.Span.Contains(creation.Syntax.Span)
                        && statement is IExpressionStatementOperation
                        {
                            Operation: IInvocationOperation or IAssignmentOperation or IIncrementOrDecrementOperation,
                        });
            }

            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                break;
            }
        }

        return false;
    }
}
