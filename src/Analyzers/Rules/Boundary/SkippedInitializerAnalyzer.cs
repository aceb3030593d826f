using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>
/// PSAFE107: a lock is null in every object that a deserializer makes, because it runs neither constructors nor initializers.
/// Reported when the field or auto-property has an initializer, is locked or used, and its type is read by a deserializer of that kind.
/// Left alone when anything but a constructor assigns it, when some use reckons with null, when the serializer runs a constructor, and
/// in a type that only this compilation can read, and that it only writes.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SkippedInitializerAnalyzer : ProcessSafetyAnalyzer
{
    private enum Use
    {
        None,
        Used,
        Locked,

        /// <summary>Assigned, handed out by reference, or compared with null.</summary>
        ReckonsWithNull,
    }

    public SkippedInitializerAnalyzer()
        : base(Rules.LockIsNullAfterReading)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSymbolAction(
            action =>
            {
                if (action.Symbol is
                    {
                        IsStatic: false,
                        IsImplicitlyDeclared: false,
                        ContainingType.TypeKind: TypeKind.Class or TypeKind.Struct,
                    } member
                    && UnconstructedObject.By(member) is { } reader
                    && TypeOf(member) is { IsReferenceType: true } type
                    && (reader == UnconstructedBy.Orleans
                        || !ReadTypes.Of(model).IsOnlyWritten(member.ContainingType, action.CancellationToken))
                    && HasInitializer(member, action.CancellationToken)
                    && IsNeeded(member, InProcessTypes.IsPrimitive(type), model, action.CancellationToken))
                {
                    action.ReportDiagnostic(Diagnostic.Create(
                        Rules.LockIsNullAfterReading,
                        member.Locations[0],
                        member.Name,
                        NameOf(reader),
                        CureOf(reader)));
                }
            },
            SymbolKind.Field,
            SymbolKind.Property);

    private static ITypeSymbol TypeOf(ISymbol member) => member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;

    private static bool HasInitializer(ISymbol member, CancellationToken cancellationToken) =>
        member.DeclaringSyntaxReferences.Any(part => part.GetSyntax(cancellationToken)
            is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax }
                or PropertyDeclarationSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax });

    /// <summary>True when code that runs on finished objects locks the member, or, if it is a primitive, uses it in any way.</summary>
    private static bool IsNeeded(ISymbol member, bool isPrimitive, ProcessModel known, CancellationToken cancellationToken)
    {
        bool isNeeded = false;
        foreach ((SimpleNameSyntax name, SemanticModel model) in MemberHistories.Of(known).Mentions(member, cancellationToken))
        {
            if (RunsInConstructor(name))
            {
                continue;
            }

            ExpressionSyntax reference = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
            Use use = model.GetOperation(reference, cancellationToken) is { } operation ? UseOf(operation) : Use.None;
            if (use == Use.ReckonsWithNull)
            {
                return false;
            }

            isNeeded |= use == Use.Locked || (use == Use.Used && isPrimitive);
        }

        return isNeeded;
    }

    private static bool RunsInConstructor(SyntaxNode name) =>
        name.FirstAncestorOrSelf<MemberDeclarationSyntax>() is ConstructorDeclarationSyntax or FieldDeclarationSyntax
        || name.FirstAncestorOrSelf<EqualsValueClauseSyntax>()?.Parent is PropertyDeclarationSyntax;

    private static Use UseOf(IOperation reference)
    {
        IOperation whole = Destination.Whole(reference);

        return whole.Parent switch
        {
            null or INameOfOperation => Use.None,
            IAssignmentOperation assignment when assignment.Target == whole => Use.ReckonsWithNull,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => Use.ReckonsWithNull,
            IConditionalAccessOperation access when access.Operation == whole => Use.ReckonsWithNull,
            ICoalesceOperation or IIsPatternOperation or ITupleOperation => Use.ReckonsWithNull,
            IBinaryOperation binary when IsNull(binary.LeftOperand) || IsNull(binary.RightOperand) => Use.ReckonsWithNull,
            _ => ChildState.IsLocked(reference) ? Use.Locked : Use.Used,
        };
    }

    private static bool IsNull(IOperation operand) => ValueOrigin.Unwrap(operand).ConstantValue is { HasValue: true, Value: null };

    private static string NameOf(UnconstructedBy reader) => reader.ToString();

    private static string CureOf(UnconstructedBy reader) =>
        reader == UnconstructedBy.Orleans
            ? "Give the type a public parameterless constructor"
            : "Create it in [OnDeserializing] too";
}
