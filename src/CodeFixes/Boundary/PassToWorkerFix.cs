using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Boundary.Passing;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary;

/// <summary>
/// PSAFE110: the launch passes the text, number or flag that the parent has set as its last argument, and the worker sets its own copy of
/// the member first. There is one last argument, so a second member of the program gets none: the edits depend on each other.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassToWorkerFix))]
public sealed class PassToWorkerFix : SolutionReviewFix
{
    private const string Index = "System.Index";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.StateOfOtherSide.Id);

    protected internal override string EquivalenceKey => "PSAFE110.PassToWorker";

    private protected override async Task<(string Title, SyntaxEdits Edits)?> EditAsync(
        Document document,
        Diagnostic diagnostic,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Member, out string? id)
            || !diagnostic.Properties.TryGetValue(DiagnosticProperties.Side, out string? side)
            || !diagnostic.Properties.TryGetValue(DiagnosticProperties.Arguments, out string? arguments)
            || ArgumentPassing.MemberOf(id, model) is not { } member
            || await NodeAt(diagnostic.AdditionalLocations[1]).ConfigureAwait(false) is not { } setting
            || await NodeAt(diagnostic.AdditionalLocations[2]).ConfigureAwait(false) is not IfStatementSyntax branch)
        {
            return null;
        }

        SyntaxEdits edits = new();
        SemanticModel launch = model.Compilation.GetSemanticModel(setting.SyntaxTree);
        return LaunchArgument.Plan(setting, Sent(member, setting, launch, edits), launch, edits, cancellationToken)
            && PlanReceipt(
                member,
                branch,
                side!,
                Identifiers.Text(arguments!),
                edits,
                model.Compilation.GetSemanticModel(branch.SyntaxTree))
                ? ($"Pass '{member.Name}' to the worker as an argument", edits)
                : null;

        Task<SyntaxNode?> NodeAt(Location location) => location.FindNodeAsync(document.Project, cancellationToken);
    }

    /// <summary>The value as text, at the launch.</summary>
    private static ExpressionSyntax Sent(ISymbol member, SyntaxNode place, SemanticModel model, SyntaxEdits edits)
    {
        string name = NameAt(place.SpanStart, member, model);
        return SyntaxFactory.ParseExpression(TypeOf(member) switch
        {
            SpecialType.System_String => MayBeNull(name, place.SpanStart, model) ? $"{name} ?? \"\"" : name,
            SpecialType.System_Boolean => $"{name}.ToString()",
            _ => $"{name}.ToString({Invariant(place, model, edits)})",
        });
    }

    /// <summary>True where the compiler would warn of null in the list of arguments.</summary>
    private static bool MayBeNull(string name, int position, SemanticModel model) =>
        model.GetNullableContext(position).WarningsEnabled()
        && model.GetSpeculativeTypeInfo(position, SyntaxFactory.ParseExpression(name), SpeculativeBindingOption.BindAsExpression)
            .Nullability.FlowState == NullableFlowState.MaybeNull;

    /// <summary>The assignment that the worker begins with; false where there is no place for it.</summary>
    private static bool PlanReceipt(
        ISymbol member,
        IfStatementSyntax branch,
        string side,
        string arguments,
        SyntaxEdits edits,
        SemanticModel model)
    {
        bool isBehind = side == "WhenTrue" && branch.Else is null;
        StatementSyntax? body = isBehind ? branch.NextStatement()
            : side == "WhenTrue" ? branch.Else!.Statement
            : branch.Statement;
        StatementSyntax? first = body is BlockSyntax block && !isBehind ? block.Statements.FirstOrDefault() : body;
        if (body is null || first is null || (first == body && !isBehind && (body is IfStatementSyntax || !OpenedBody.CanBe(body))))
        {
            return false;
        }

        bool hasIndex = ((CSharpParseOptions)branch.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp8
            && model.Compilation.GetTypeByMetadataName(Index) is not null;
        string last = hasIndex ? $"{arguments}[^1]" : $"{arguments}[{arguments}.Length - 1]";
        string value = TypeOf(member) switch
        {
            SpecialType.System_String => last,
            SpecialType.System_Boolean => $"bool.Parse({last})",
            _ => $"int.Parse({last}, {Invariant(branch, model, edits)})",
        };
        string received = $"{NameAt(first.SpanStart, member, model)} = {value};";
        if (first == body && !isBehind)
        {
            edits.Replace(body, current =>
                OpenedBody.Of(body, new[] { SyntaxFactory.ParseStatement(received), (StatementSyntax)current }));
        }
        else
        {
            edits.InsertBefore(first, received);
        }

        return true;
    }

    private static SpecialType TypeOf(ISymbol member) =>
        (member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type).SpecialType;

    private static string Invariant(SyntaxNode place, SemanticModel model, SyntaxEdits edits) =>
        $"{edits.Import(model.Compilation.GetTypeByMetadataName(KnownTypes.CultureInfo)!, null, place, model)}.InvariantCulture";

    /// <summary>The member as a place names it, with its type where it is not at hand alone.</summary>
    private static string NameAt(int position, ISymbol member, SemanticModel model)
    {
        string name = Identifiers.Text(member.Name);
        ImmutableArray<ISymbol> found = model.LookupSymbols(position, name: member.Name);
        return found.Length == 1 && SymbolEqualityComparer.Default.Equals(found[0], member)
            ? name
            : $"{member.ContainingType.ToMinimalDisplayString(model, position)}.{name}";
    }
}
