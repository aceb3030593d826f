using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFE709: a handler waits for Exited of a process that raises no events.
/// Reported on the event, when all that is done with the process can be seen, and EnableRaisingEvents is never set.
/// Left alone: processes that are passed on, returned or kept elsewhere, and those that other code made.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnraisedExitAnalyzer : ProcessSafetyAnalyzer
{
    private const string Event = "Exited";
    private const string Switch = "EnableRaisingEvents";

    public UnraisedExitAnalyzer()
        : base(Rules.ExitIsNotRaised)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (SyntaxToken token in SyntaxIndex.Of(file.SemanticModel.SyntaxTree)
                .Occurrences(Event, cancellationToken: file.CancellationToken))
            {
                if (token.Parent?.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } attached
                    && attached.Left.Span.End == token.Span.End
                    && file.SemanticModel.GetOperation(attached, file.CancellationToken) is IEventAssignmentOperation
                    {
                        Adds: true,
                        EventReference: IEventReferenceOperation { Instance: { } process } raised,
                    }
                    && raised.Event.ContainingType.Is(KnownTypes.Process)
                    && IsNeverSet(process, model, file.CancellationToken))
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.ExitIsNotRaised,
                        attached.Left.GetLocation(),
                        Sites.OneLine(attached.Left.ToString())));
                }
            }
        });

    private static bool IsNeverSet(IOperation process, ProcessModel model, CancellationToken cancellationToken)
    {
        IOperation value = ValueOrigin.Unwrap(process);
        switch (value)
        {
            case ILocalReferenceOperation { Local: var local }:
                IOperation body = LocalAssignments.Outermost(value);
                return new LocalAssignments(body).Of(local) is { Count: > 0 } made
                    && made.All(static origin => origin is not null && IsPlain(origin))
                    && body.Descendants()
                        .Where(operation => operation is ILocalReferenceOperation reference
                            && SymbolEqualityComparer.Default.Equals(reference.Local, local))
                        .All(IsHarmless);
            case IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private } field }:
                List<IOperation> assigned = MemberHistories.Of(model).Assigned(field, cancellationToken).ToList();
                return assigned.Count > 0
                    && assigned.All(static origin => IsPlain(origin))
                    && MemberHistories.Of(model).Mentions(field.OriginalDefinition, cancellationToken)
                        .Select(mention => mention.Model.GetOperation(mention.Name, cancellationToken)
                            ?? mention.Model.GetOperation(mention.Name.Parent!, cancellationToken))
                        .OfType<IFieldReferenceOperation>()
                        .All(IsHarmless);
            default:
                return value is IInvocationOperation && IsPlain(value);
        }
    }

    /// <summary>
    /// True for a process that nobody has told to raise events: a new one without that, or what Process.Start and its like give.
    /// </summary>
    private static bool IsPlain(IOperation origin) => ValueOrigin.Unwrap(origin) switch
    {
        IObjectCreationOperation creation => creation.Type.Is(KnownTypes.Process)
            && creation.Initializer?.Initializers.Any(
                static set => set is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: Switch } }) != true,
        IInvocationOperation { Instance: null } call => call.TargetMethod.ContainingType.Is(KnownTypes.Process),
        ICoalesceOperation coalesce =>
            IsPlain(coalesce.Value) && (ValueOrigin.Unwrap(coalesce.WhenNull) is IThrowOperation || IsPlain(coalesce.WhenNull)),
        { ConstantValue: { HasValue: true, Value: null } } => true,
        _ => false,
    };

    /// <summary>True for a use that sets nothing and hands the process to nobody.</summary>
    private static bool IsHarmless(IOperation reference)
    {
        IOperation value = reference;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            IPropertyReferenceOperation { Property.Name: Switch } => false,
            IPropertyReferenceOperation or IEventReferenceOperation or IUsingOperation or IBinaryOperation or IIsPatternOperation
            or INameOfOperation => true,
            IInvocationOperation call => call.Instance == value,
            IConditionalAccessOperation access =>
                access.Operation == value
                && !access.WhenNotNull.DescendantsAndSelf()
                    .Any(static inner => inner is IPropertyReferenceOperation { Property.Name: Switch }),
            ISimpleAssignmentOperation assignment => assignment.Target == value,
            _ => false,
        };
    }
}
