using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// PSAFE308: a program asks whether a primitive is there, and makes it when it is not; two that ask at once both make it.
/// Reported on the opening, when the same method creates the same name after it, in a catch or a branch included; and on an opening or the
/// call of a method that only answers whether the name is there, when the answer decides about the creation, that of a wrapper included;
/// and on a pipe server whose IOException is taken to mean that another process has it.
/// Left alone when the creation asks for createdNew, or comes first, and when either object serves one purpose.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CheckThenActAnalyzer : ProcessSafetyAnalyzer
{
    private const string BothCreate =
        "is opened, then created: of two processes, both can take themselves for the first. Create it in one step, and check 'out "
            + "createdNew'";

    private const string TakesOver =
        "does not stop a second process: on Linux and macOS, its server takes over the name. Use a named Mutex, and check createdNew";

    public CheckThenActAnalyzer()
        : base(Rules.OpenedThenCreated)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            HashSet<SyntaxNode> members = new(MembersWithBoth(SyntaxIndex.Of(file.SemanticModel.SyntaxTree), file.CancellationToken));
            List<NamedPrimitive> sites = NamedSites.Of(model).In(
                file.SemanticModel.SyntaxTree,
                site => members.Contains(site.Member),
                file.CancellationToken)
                .ToList();
            foreach (NamedPrimitive opening in sites.Where(static site => site.Access != PrimitiveAccess.Create))
            {
                NamedPrimitive? creation = sites.Find(site =>
                    site is { Access: PrimitiveAccess.Create, CreatedNew: null }
                    && site.Kind == opening.Kind
                    && site.Operation.Syntax.SpanStart > opening.Operation.Syntax.Span.End
                    && IsSameName(opening, site)
                    && ControlFlow.BodyAround(opening.Operation) == ControlFlow.BodyAround(site.Operation)
                    && IsAfterFailure(opening, site.Operation)
                    && !EitherObject.ServesAsWell(opening, site));
                if (creation is not null)
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.OpenedThenCreated,
                        opening.Operation.Syntax.GetLocation(),
                        new[] { creation.Operation.Syntax.GetLocation() },
                        Sites.OneLine(opening.NameArgument?.Value.Syntax.ToString() ?? string.Empty),
                        BothCreate));
                }
            }

            ReportQuestions(file, ExistenceQuestions.Of(model));
            foreach ((IObjectCreationOperation creation, IArgumentOperation name) in PipeGuards.In(file, model))
            {
                file.ReportDiagnostic(Diagnostic.Create(
                    Rules.OpenedThenCreated,
                    creation.Syntax.GetLocation(),
                    Sites.OneLine(name.Value.Syntax.ToString()),
                    TakesOver));
            }
        });

    /// <summary>`if (IsRunning("app")) return; … new Mutex(true, "app")`: a method of its own asks, and its answer decides.</summary>
    private static void ReportQuestions(SemanticModelAnalysisContext file, ExistenceQuestions questions)
    {
        foreach (ExistenceQuestion question in questions.In(file.SemanticModel.SyntaxTree, file.CancellationToken))
        {
            IOperation? place = questions.CreationsBehind(question, file.CancellationToken)
                .FirstOrDefault(found => IsSameName(question.Opening, found.Creation) && question.Decides(found.Place))
                .Place;
            if (place is not null)
            {
                file.ReportDiagnostic(Diagnostic.Create(
                    Rules.OpenedThenCreated,
                    question.Call.Syntax.GetLocation(),
                    new[] { place.Syntax.GetLocation() },
                    question.ShownName,
                    BothCreate));
            }
        }
    }

    /// <summary>Members that open something by a name, and make something.</summary>
    private static IEnumerable<SyntaxNode> MembersWithBoth(SyntaxIndex index, CancellationToken cancellationToken) =>
        NamedSiteSyntax.In(index, cancellationToken)
            .GroupBy(static site => site.Member)
            .Where(static sites => sites.Select(static site => site.IsOpening).Distinct().Count() == 2)
            .Select(static sites => sites.Key);

    private static bool IsSameName(NamedPrimitive opening, NamedPrimitive creation) =>
        opening.Name.Parts.Length > 0
        && opening.Name.Parts.Length == creation.Name.Parts.Length
        && opening.Name.Parts.Zip(creation.Name.Parts, IsSame).All(static same => same);

    /// <summary>Equal letters, or one variable that both read.</summary>
    private static bool IsSame(NamePart left, NamePart right) =>
        left.Text is not null || right.Text is not null
            ? left.Text == right.Text
            : (left.Value, right.Value) switch
            {
                (ILocalReferenceOperation first, ILocalReferenceOperation second) =>
                    SymbolEqualityComparer.Default.Equals(first.Local, second.Local),
                (IParameterReferenceOperation first, IParameterReferenceOperation second) =>
                    SymbolEqualityComparer.Default.Equals(first.Parameter, second.Parameter),
                (IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } first, IMemberReferenceOperation second) =>
                    SymbolEqualityComparer.Default.Equals(first.Member, second.Member)
                    && first.Instance is null or IInstanceReferenceOperation,
                _ => left.Value == right.Value,
            };

    /// <summary>
    /// True when the creation runs because the opening failed: not in the branch for a success, and after OpenExisting only in a catch
    /// or behind the try that holds it.
    /// </summary>
    private static bool IsAfterFailure(NamedPrimitive opening, IOperation creation)
    {
        for (IOperation child = opening.Operation; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IConditionalOperation choice when choice.Condition == child:
                    return !Contains(IsNegated(opening.Operation, child) ? choice.WhenFalse : choice.WhenTrue, creation);
                case ITryOperation attempt
                    when opening.Access == PrimitiveAccess.Open && attempt.Body == child && attempt.Catches.Length > 0:
                    return !Contains(attempt.Body, creation);
            }
        }

        return opening.Access == PrimitiveAccess.TryOpen;
    }

    private static bool IsNegated(IOperation operation, IOperation condition)
    {
        bool isNegated = false;
        for (IOperation? current = operation; current is not null; current = current == condition ? null : current.Parent)
        {
            isNegated ^= current is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not };
        }

        return isNegated;
    }

    private static bool Contains(IOperation? branch, IOperation operation) =>
        branch is not null && branch.Syntax.Span.Contains(operation.Syntax.Span);
}
