using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Locks;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// PSAFE304: a lock that belongs to a thread is held while an async method awaits, and released by whatever thread continues.
/// Reported where the lock is taken, when control flow leads from there to an await, `await foreach`, `await using` or the `yield return`
/// of an async iterator, and on to the release of that lock. Left alone: semaphores, file locks and locks of other libraries, a release
/// before the await, an await of a task that is completed when it is made, and a lock that the method never releases.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockAcrossAwaitAnalyzer : ProcessSafetyAnalyzer
{
    public LockAcrossAwaitAnalyzer()
        : base(Rules.LockHeldAcrossAwait)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (SyntaxNode node in LockBodies.Of(model).AsyncBodiesIn(
                SyntaxIndex.Of(file.SemanticModel.SyntaxTree),
                file.CancellationToken))
            {
                if (file.SemanticModel.GetOperation(node, file.CancellationToken) is { } body)
                {
                    Report(body, file, model);
                }
            }
        });

    private static void Report(IOperation body, SemanticModelAnalysisContext file, ProcessModel model)
    {
        CancellationToken cancellationToken = file.CancellationToken;
        if (ControlFlow.Of(model).Of(body, cancellationToken) is not { } flow)
        {
            return;
        }

        CriticalSections locks = new(body, flow, model, cancellationToken);
        foreach ((LockEvent taken, IOperation suspension) in locks.AcrossSuspensions())
        {
            Location place = SuspensionPlace(suspension.Syntax);
            file.ReportDiagnostic(Diagnostic.Create(
                Rules.LockHeldAcrossAwait,
                taken.Operation.Syntax.GetLocation(),
                new[] { place },
                Properties(taken),
                Sites.OfFact(taken.Operation, keepsArguments: true).Text,
                Sites.OneLine(place.SourceTree!.GetText(cancellationToken).ToString(place.SourceSpan)),
                taken.Kind is LockKind.Mutex ? "ApplicationException" : "SynchronizationLockException"));
        }
    }

    /// <summary>The field that is locked, where the body locks it itself.</summary>
    private static ImmutableDictionary<string, string?> Properties(LockEvent taken) =>
        taken.Target is not null && FieldOf(taken.Key) is { } field && DocumentationCommentId.CreateDeclarationId(field) is { } id
            ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Member, id)
            : ImmutableDictionary<string, string?>.Empty;

    private static IFieldSymbol? FieldOf(object key) => key switch
    {
        Value.StaticValue { Member: IFieldSymbol field } => field,
        Value.MemberValue { Owner: Value.ThisValue, Member: IFieldSymbol field } => field,
        _ => null,
    };

    /// <summary>The await, or the head of a statement with an await in it.</summary>
    private static Location SuspensionPlace(SyntaxNode node)
    {
        SyntaxNode place = node.FirstAncestorOrSelf<SyntaxNode>(static node => node is AwaitExpressionSyntax or StatementSyntax) ?? node;
        return place switch
        {
            CommonForEachStatementSyntax loop =>
                Location.Create(loop.SyntaxTree, TextSpan.FromBounds(loop.SpanStart, loop.CloseParenToken.Span.End)),
            UsingStatementSyntax statement =>
                Location.Create(statement.SyntaxTree, TextSpan.FromBounds(statement.SpanStart, statement.CloseParenToken.Span.End)),
            _ => place.GetLocation(),
        };
    }
}
