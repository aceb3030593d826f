using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Platforms;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFE711: the exit code, the exit time, a stream or the start info is asked of a process that was looked up and not started.
/// Reported where every process that the expression may be comes from GetProcessById, GetProcessesByName or GetProcesses; the start info of
/// the current process too.
/// Left alone: a question whose InvalidOperationException is caught, the end of a process whose handle is open, .NET Framework.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForeignProcessAnalyzer : ProcessSafetyAnalyzer
{
    private const string StartInfo = "StartInfo";
    private const string Switch = "EnableRaisingEvents";

    public ForeignProcessAnalyzer()
        : base(Rules.ProcessIsForeign)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model)
    {
        if (PlatformReach.Of(model).IsFramework)
        {
            return;
        }

        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            if (!index.HasAny(KnownNames.StarterMembers.Words, file.CancellationToken)
                || !ForeignProcesses.Of(model).AreLookedUp(file.CancellationToken))
            {
                return;
            }

            foreach (SyntaxToken token in index.Occurrences(KnownNames.StarterMembers.Words, cancellationToken: file.CancellationToken))
            {
                if (token.Parent is IdentifierNameSyntax name
                    && QuestionAt(name, file.SemanticModel, file.CancellationToken) is { } question
                    && LookupOf(question, model, file.CancellationToken) is { } lookup)
                {
                    SyntaxNode place = PlaceOf(name);
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.ProcessIsForeign,
                        place.GetLocation(),
                        Sites.OneLine(place.ToString()),
                        lookup.Name,
                        question.Property.Name == StartInfo
                            ? "Create a new ProcessStartInfo"
                            : "Keep the Process that Start returned"));
                }
            }
        });
    }

    private static IPropertyReferenceOperation? QuestionAt(
        IdentifierNameSyntax name,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access
            : name.Parent is MemberBindingExpressionSyntax binding ? binding
            : name;
        return model.GetOperation(whole, cancellationToken) is IPropertyReferenceOperation { Instance: not null } question
            && KnownNames.StarterMembers.HasMember(question.Property)
                ? question
                : null;
    }

    /// <summary>The call that gave the process, where the question to it throws; else null.</summary>
    private static IMethodSymbol? LookupOf(IPropertyReferenceOperation question, ProcessModel model, CancellationToken cancellationToken) =>
        !IsOnlyNamed(question)
        && !Catching.IsExpected(question, KnownNames.InvalidCatches)
        && ForeignProcesses.Of(model).LookupOf(question.Instance!, cancellationToken) is { } lookup
        && (question.Property.Name == StartInfo || !ForeignProcesses.IsCurrent(lookup))
        && !(KnownNames.ExitMembers.HasMember(question.Property) && HasHandle(question, model, cancellationToken))
            ? lookup
            : null;

    private static bool IsOnlyNamed(IOperation question)
    {
        IOperation? outer = question.Parent;
        while (outer is IMemberReferenceOperation or IConversionOperation or IParenthesizedOperation)
        {
            outer = outer.Parent;
        }

        return outer is INameOfOperation;
    }

    /// <summary>
    /// Whoever has the handle open learns how the process ended. Windows opens it to raise events as well; elsewhere that does not help.
    /// </summary>
    private static bool HasHandle(IOperation question, ProcessModel model, CancellationToken cancellationToken)
    {
        List<IPropertySymbol> named = LocalAssignments.Outermost(question)
            .Descendants()
            .OfType<IPropertyReferenceOperation>()
            .Select(static reference => reference.Property)
            .Where(static property => property.ContainingType.Is(KnownTypes.Process))
            .ToList();
        return named.Exists(KnownNames.ProcessHandles.HasMember)
            || (named.Exists(static property => property.Name == Switch)
                && !PlatformReach.Of(model).MayBeUnix(question, cancellationToken));
    }

    private static SyntaxNode PlaceOf(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        MemberBindingExpressionSyntax { Parent: ConditionalAccessExpressionSyntax whole } => whole,
        _ => name,
    };
}
