using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// PSAFE302: one name is used in two scopes, so that two processes that mean to share an object have one each.
/// Reported when the same constant name is with and without `Global\`, or with options that say another scope; when it is the
/// name of two kinds of primitive; and when a name with `Global\` is computed and never read, and the bare one is used.
/// Left alone when the spellings say one scope, when names are not constant, and when both objects are for one variable: a choice.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NameScopeAnalyzer : ProcessSafetyAnalyzer
{
    private const string Strangers = "they are two objects";
    private const string Clash = "on Windows, opening the second one throws";
    private const string OneFactory = "Open it through one factory everywhere";
    private const string OwnNames = "Give each its own name";
    private const string UseIt = "Use the computed name";

    public NameScopeAnalyzer()
        : base(Rules.NameInTwoScopes)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            NamedSites sites = NamedSites.Of(model);
            HashSet<SyntaxNode> reported = new();
            foreach (NamedPrimitive site in sites.In(file.SemanticModel.SyntaxTree, MayDiffer, file.CancellationToken))
            {
                if (Check(site, model, file.CancellationToken) is { } found && reported.Add(site.NameArgument!.Value.Syntax))
                {
                    file.ReportDiagnostic(found);
                }
            }

            foreach (WrapperName name in WrapperNames.Of(model).In(file.SemanticModel.SyntaxTree, file.CancellationToken))
            {
                if (Check(name, model, file.CancellationToken) is { } found && reported.Add(name.Value.Syntax))
                {
                    file.ReportDiagnostic(found);
                }
            }

            bool MayDiffer(NamedSiteSyntax site) =>
                sites.MayDiffer(site, file.CancellationToken)
                || UnreadName.MayStandBeside(site, index, file.CancellationToken)
                || site.Names.Any(name =>
                    WrapperNames.Of(model).Called(NamedPrimitive.WithoutPrefix(name), file.CancellationToken).Any());
        });

    /// <summary>A name that a caller of a wrapper gives, and that is in another scope elsewhere.</summary>
    private static Diagnostic? Check(WrapperName name, ProcessModel known, CancellationToken cancellationToken)
    {
        string baseName = name.Primitive.BaseName!;
        List<WrapperName> wrapped = WrapperNames.Of(known).Called(baseName, cancellationToken)
            .Where(other => IsOtherScope(name.Primitive, other.Primitive)
                && !WrapperNames.IsChoice(name, other, CallTargets.Of(known), cancellationToken))
            .ToList();
        List<NamedPrimitive> direct = NamedSites.Of(known).Called(baseName, cancellationToken)
            .Where(other => IsOtherScope(name.Primitive, other) && !(name.Call is { } call && Destination.IsOne(call, other.Operation)))
            .ToList();
        return direct.Concat(wrapped.Select(static other => other.Primitive)).FirstOrDefault() is { } elsewhere
            ? Diagnostic.Create(
                Rules.NameInTwoScopes,
                name.Value.Syntax.GetLocation(),
                direct.Select(static other => other.NameArgument!.Value.Syntax.GetLocation())
                    .Concat(wrapped.Select(static other => other.Value.Syntax.GetLocation())),
                name.Primitive.Name.Prefix,
                Described(name.Primitive.Scope!),
                Described(elsewhere.Scope!) + " elsewhere",
                Strangers,
                OneFactory)
            : null;
    }

    private static Diagnostic? Check(NamedPrimitive site, ProcessModel known, CancellationToken cancellationToken)
    {
        if (site.NameArgument is not { Value: var name })
        {
            return null;
        }

        if (site.BaseName is { } baseName)
        {
            ImmutableArray<NamedPrimitive> all = NamedSites.Of(known).Called(baseName, cancellationToken);
            IEnumerable<Location> others = all.Where(other => other.Operation.Syntax != site.Operation.Syntax)
                .Select(static other => other.NameArgument!.Value.Syntax.GetLocation());
            if (all.FirstOrDefault(other => IsElsewhere(site, other)) is { } elsewhere)
            {
                return Diagnostic.Create(
                    Rules.NameInTwoScopes, name.Syntax.GetLocation(), others, FactoryPlan.Properties(baseName, all),
                    site.Name.Prefix, Described(site.Scope!), Described(elsewhere.Scope!) + " elsewhere", Strangers, OneFactory);
            }

            if (WrapperNames.Of(known).Called(baseName, cancellationToken).FirstOrDefault(other => IsOtherScope(site, other.Primitive)
                && !(other.Call is { } call && Destination.IsOne(site.Operation, call))) is { } wrapped)
            {
                return Diagnostic.Create(
                    Rules.NameInTwoScopes, name.Syntax.GetLocation(), others.Append(wrapped.Value.Syntax.GetLocation()),
                    site.Name.Prefix, Described(site.Scope!), Described(wrapped.Primitive.Scope!) + " elsewhere", Strangers, OneFactory);
            }

            if (all.FirstOrDefault(other => other.Kind != site.Kind && Equals(other.Scope, site.Scope)) is { } clash)
            {
                return Diagnostic.Create(
                    Rules.NameInTwoScopes, name.Syntax.GetLocation(), others,
                    site.Name.Prefix, Described(site.Kind), Described(clash.Kind) + " elsewhere", Clash, OwnNames);
            }
        }

        return UnreadName.Of(site, known, cancellationToken) is { } unread
            ? Diagnostic.Create(
                Rules.NameInTwoScopes,
                name.Syntax.GetLocation(),
                new[] { unread.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken).GetLocation() },
                Sites.OneLine(name.Syntax.ToString()),
                Described(NameScope.Session),
                $"global in '{unread.Name}', which nothing reads",
                Strangers,
                UseIt)
            : null;
    }

    /// <summary>True for an object in another scope, unless both are for one place: there the program chooses the scope.</summary>
    private static bool IsElsewhere(NamedPrimitive site, NamedPrimitive other) =>
        IsOtherScope(site, other) && !Destination.IsOne(site.Operation, other.Operation);

    private static bool IsOtherScope(NamedPrimitive site, NamedPrimitive other) =>
        other.Kind == site.Kind && site.Scope is not null && other.Scope is not null && site.Scope != other.Scope;

    private static string Described(NameScope scope) => scope switch
    {
        { IsOfUser: false, IsOfSession: false } => "global",
        { IsOfUser: false } => "local to the session",
        { IsOfSession: false } => "local to the user",
        _ => "local to the user and session",
    };

    private static string Described(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Mutex => "a mutex",
        PrimitiveKind.Semaphore => "a semaphore",
        PrimitiveKind.Event => "an event",
        _ => "shared memory",
    };
}
