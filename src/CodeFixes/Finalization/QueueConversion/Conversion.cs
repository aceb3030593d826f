using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Finalization.QueueConversion;

/// <summary>The conversion of one Queue or Stack to its concurrent counterpart: all of its edits, in all documents, or none.</summary>
internal sealed class Conversion
{
    private readonly SyntaxEdits _edits;

    private Conversion(
        CollectionMember member,
        IReadOnlyCollection<LockStatementSyntax> removedLocks,
        SyntaxEdits edits,
        Compilation compilation) =>
        (Member, RemovedLocks, _edits, Compilation) = (member, removedLocks, edits, compilation);

    /// <summary>The compilation of the member.</summary>
    public Compilation Compilation { get; }

    public CollectionMember Member { get; }

    public IReadOnlyCollection<LockStatementSyntax> RemovedLocks { get; }

    public SyntaxEdits Edits => _edits;

    public Task<Solution> ApplyAsync(Solution solution, CancellationToken cancellationToken) =>
        _edits.ApplyAsync(solution, cancellationToken);

    /// <summary>
    /// Plans the conversion of the member with a declaration id; null when one use, one lock or the language version forbids it.
    /// </summary>
    public static async Task<Conversion?> PlanAsync(Project project, string declarationId, CancellationToken cancellationToken)
    {
        if (project.ParseOptions is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp7 }
            || await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || DocumentationCommentId.GetFirstSymbolForDeclarationId(declarationId, compilation) is not { } symbol
            || !SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly)
            || CollectionMember.Of(symbol, compilation, cancellationToken) is not { } member
            || await MemberScope.OfAsync(symbol, project, compilation, cancellationToken).ConfigureAwait(false) is not { } scope
            || UsesOf(member, scope, cancellationToken) is not { } uses)
        {
            return null;
        }

        List<GuardedTake> pairs = PairsOf(uses);
        Dictionary<SyntaxNode, CollectionOperation> operations = OperationsOf(uses, pairs);
        if (CollectionLocks.In(scope, operations, compilation, cancellationToken) is not { } locks)
        {
            return null;
        }

        SyntaxEdits edits = new();
        SyntaxGenerator generator = SyntaxGenerator.GetGenerator(project);
        if (!EditDeclarations(member, uses, scope, generator, edits, cancellationToken))
        {
            return null;
        }

        EditUses(uses, pairs, new TakeEdits(member, edits, generator, compilation, cancellationToken), edits);
        await LockEdits.RemoveAsync(locks.Removable, edits, project, compilation, cancellationToken).ConfigureAwait(false);

        return new Conversion(member, locks.Removable, edits, compilation);
    }

    /// <summary>Every use of the member, in order; null when one of them has no concurrent form.</summary>
    private static List<CollectionUse>? UsesOf(CollectionMember member, MemberScope scope, CancellationToken cancellationToken)
    {
        List<CollectionUse> uses = new();
        bool hasClear = member.Counterpart.GetMembers("Clear").Length > 0;
        foreach (SimpleNameSyntax mention in scope.Mentions(cancellationToken))
        {
            SemanticModel model = scope.ModelOf(mention);
            if (CollectionUse.Of(mention, member.Kind, model, cancellationToken) is not { } use
                || (use.Kind == UseKind.Clear && !hasClear)
                || (use.Kind != UseKind.Name && IsInExpressionTree(use.Node, model, cancellationToken)))
            {
                return null;
            }

            uses.Add(use);
        }

        return uses;
    }

    private static List<GuardedTake> PairsOf(List<CollectionUse> uses)
    {
        List<GuardedTake> pairs = new();
        foreach (IGrouping<SyntaxTree, CollectionUse> file in uses.GroupBy(use => use.Node.SyntaxTree))
        {
            List<CollectionUse> ofFile = file.ToList();
            foreach (CollectionUse use in ofFile)
            {
                if (EmptinessTest.Of(use) is { } test
                    && GuardedTake.Of(test, ofFile) is { } pair
                    && !pairs.Any(earlier => earlier.Take == pair.Take))
                {
                    pairs.Add(pair);
                }
            }
        }

        return pairs;
    }

    private static Dictionary<SyntaxNode, CollectionOperation> OperationsOf(List<CollectionUse> uses, List<GuardedTake> pairs)
    {
        Dictionary<SyntaxNode, CollectionOperation> operations = uses
            .Where(use => use.Kind is not (UseKind.Name or UseKind.Lock or UseKind.Creation))
            .ToDictionary(use => use.Node, use => new CollectionOperation(use.Kind));
        foreach (GuardedTake pair in pairs)
        {
            operations[pair.Test.Use.Node] = operations[pair.Take.Node];
        }

        return operations;
    }

    private static bool EditDeclarations(
        CollectionMember member,
        List<CollectionUse> uses,
        MemberScope scope,
        SyntaxGenerator generator,
        SyntaxEdits edits,
        CancellationToken cancellationToken)
    {
        SyntaxNode declaration = member.Symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);
        return member.TryEdit(edits, scope.ModelOf(declaration), generator, cancellationToken)
            && uses.Where(use => use.Kind == UseKind.Creation).All(use =>
                member.TryEditCreation(
                    ((AssignmentExpressionSyntax)use.Node).Right,
                    edits,
                    scope.ModelOf(use.Node),
                    generator,
                    cancellationToken));
    }

    private static void EditUses(List<CollectionUse> uses, List<GuardedTake> pairs, TakeEdits takes, SyntaxEdits edits)
    {
        foreach (CollectionUse use in uses)
        {
            if (pairs.FirstOrDefault(pair => pair.Take == use) is { } guarded)
            {
                takes.Add(guarded);
            }
            else if (use.ThrowsWhenEmpty)
            {
                takes.AddUnguarded(use);
            }
            else if (EmptinessTest.Of(use) is { } test && !pairs.Any(pair => pair.Test.Use == use))
            {
                edits.Replace(test.Node, _ => test.ByIsEmpty());
            }
        }
    }

    private static bool IsInExpressionTree(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        node.Ancestors().OfType<AnonymousFunctionExpressionSyntax>().Any(lambda =>
            model.GetTypeInfo(lambda, cancellationToken).ConvertedType is { Name: "Expression", ContainingNamespace.Name: "Expressions" });
}
