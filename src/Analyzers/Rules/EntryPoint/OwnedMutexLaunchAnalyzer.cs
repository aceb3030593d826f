using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Launches;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>
/// PSAFE404: a program starts itself while it holds the named mutex by which it knows that it runs already.
/// Reported on the launch when the mutex is taken at start-up, without a wait and whatever the mode, and neither released nor
/// disposed before the launch.
/// Left alone: a child that waits for the mutex, a child that does not ask for it, and a launch of a process that does not own it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OwnedMutexLaunchAnalyzer : ProcessSafetyAnalyzer
{
    public OwnedMutexLaunchAnalyzer()
        : base(Rules.LaunchesUnderOwnMutex)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (SelfLaunch launch in SelfLaunches.Of(model).In(file.SemanticModel.SyntaxTree, file.CancellationToken))
            {
                if (SingleInstanceGuards.Of(model).All(file.CancellationToken)
                    .FirstOrDefault(guard => MutexOwnership.IsOwnedAt(launch, guard, model, file.CancellationToken)) is { } owned)
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.LaunchesUnderOwnMutex,
                        launch.Start.Syntax.GetLocation(),
                        ImmutableArray.Create(owned.Mutex.Syntax.GetLocation()),
                        Properties(launch, owned, model, file.CancellationToken),
                        messageArgs: new object[] { launch.Site.Text, NameOf(owned) }));
                }
            }
        });

    /// <summary>What the program disposes to give the mutex back.</summary>
    private static string NameOf(SingleInstanceGuard guard) =>
        (guard.Wrapping.Holders.LastOrDefault(static holder => IsDisposable(TypeOf(holder))) ?? guard.Holder).Name;

    private static ITypeSymbol? TypeOf(ISymbol holder) => holder switch
    {
        ILocalSymbol local => local.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private static bool IsDisposable(ITypeSymbol? type) =>
        type is not null && type.AllInterfaces.Append(type).Any(static contract => contract.SpecialType == SpecialType.System_IDisposable);

    private static ImmutableDictionary<string, string?> Properties(
        SelfLaunch launch,
        SingleInstanceGuard guard,
        ProcessModel known,
        CancellationToken cancellationToken)
    {
        if (guard.Wrapping.IsWrapped || LaterMutexUses.May(launch, guard, known, cancellationToken))
        {
            // One in a wrapper has no name at the launch, and what holds it may do more than to hold it.
            return ImmutableDictionary<string, string?>.Empty;
        }

        ImmutableDictionary<string, string?> properties =
            ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Mutex, guard.Holder.Name);
        return guard.Holder is IFieldSymbol or IPropertySymbol && guard.Holder.GetDocumentationCommentId() is { } id
            ? properties.Add(DiagnosticProperties.Member, id)
            : properties;
    }
}
