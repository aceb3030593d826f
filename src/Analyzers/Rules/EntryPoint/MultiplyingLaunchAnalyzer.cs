using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>
/// PSAFE401: a program starts itself in every start, and its processes multiply.
/// Reported when Main, a module initializer or a static initializer of the type with Main reaches a launch of this program under no
/// condition at all, and when a handler of unhandled exceptions, or a catch of everything that start-up runs in, restarts the program
/// without one; on the subscription when the handler is in another file.
/// Left alone: any condition before or around the launch, a Main that looks at its arguments first, other handlers of events.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MultiplyingLaunchAnalyzer : ProcessSafetyAnalyzer
{
    private const string InEachProcess = "in every child, so processes multiply endlessly";
    private const string AfterEachCrash = "after each crash, so a crash at startup repeats endlessly";

    public MultiplyingLaunchAnalyzer()
        : base(Rules.LaunchMultiplies)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            List<SelfLaunch> launches = SelfLaunches.Of(model).All(file.CancellationToken).ToList();
            if (launches.Count == 0)
            {
                return;
            }

            SyntaxTree tree = file.SemanticModel.SyntaxTree;
            foreach (Root root in StartRoots(tree, model, file.CancellationToken))
            {
                Report(file, model, root, launches, InEachProcess);
            }

            HashSet<Site> restarts = new();
            foreach (Root root in CrashRoots.In(file.SemanticModel, model, file.CancellationToken))
            {
                Report(file, model, root, launches, AfterEachCrash, restarts);
            }
        });

    private static void Report(
        SemanticModelAnalysisContext file,
        ProcessModel known,
        Root root,
        List<SelfLaunch> launches,
        string consequence,
        HashSet<Site>? reported = null)
    {
        ImmutableArray<CallPath> paths = CodeReach.Of(known).From(root, file.CancellationToken);
        foreach (CallPath path in paths)
        {
            if (path is { Certainty: Certainty.Always, AfterExit: Certainty.Always }
                && launches.Any(launch => launch.Is(path.Fact))
                && path.First.Tree == file.SemanticModel.SyntaxTree
                && !paths.Any(end => end.Fact is ProcessEnded && InBody(root, end).Span.Start < InBody(root, path).Span.Start)
                && !AsksBefore(root, InBody(root, path), known, file.CancellationToken)
                && reported?.Add(path.Fact.Site) != false)
            {
                file.ReportDiagnostic(Rules.LaunchMultiplies.At(
                    path,
                    reported is null
                        ? ImmutableDictionary<string, string?>.Empty
                        : ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Restarts, null),
                    path.Text,
                    consequence));
            }
        }
    }

    /// <summary>The place in the root's own body, which comes after the place that names it when it is in another file.</summary>
    private static Site InBody(Root root, CallPath path) =>
        root.HandedOverAt is null ? path.First : path.Hops.Length > 1 ? path.Hops[1] : path.Fact.Site;

    private static IEnumerable<Root> StartRoots(SyntaxTree tree, ProcessModel known, CancellationToken cancellationToken)
    {
        if (EntryPoints.Of(known).MainDeclaration(cancellationToken) is { } declaration && declaration.SyntaxTree == tree)
        {
            yield return EntryPoints.Of(known).Main!;
        }

        foreach (Root root in EntryPoints.Of(known).ModuleInitializers(tree, cancellationToken))
        {
            yield return root;
        }

        foreach (SyntaxReference part in EntryPoints.Of(known).Main?.Method.ContainingType.DeclaringSyntaxReferences
            ?? ImmutableArray<SyntaxReference>.Empty)
        {
            if (part.SyntaxTree == tree && part.GetSyntax(cancellationToken) is TypeDeclarationSyntax type)
            {
                foreach (Root root in EntryPoints.Of(known).StaticInitializers(type, cancellationToken))
                {
                    yield return root;
                }
            }
        }
    }

    /// <summary>True when Main looks at its arguments, or asks its user, before that place.</summary>
    private static bool AsksBefore(Root root, Site place, ProcessModel known, CancellationToken cancellationToken) =>
        SourceBodies.Of(known).Of(root.Method, cancellationToken) is { } body
        && body.Descendants().Any(part => part.Syntax.SpanStart < place.Span.Start
            && (IsQuestion(part) || (!CrashRoots.IsCatch(root) && ChildModes.Of(known).IsModeRead(part) && !IsFirstElement(part.Parent))));

    /// <summary>True for the path of the program, which comes before its arguments.</summary>
    private static bool IsFirstElement(IOperation? operation) =>
        operation is IArrayElementReferenceOperation { ArrayReference: IInvocationOperation, Indices: { Length: 1 } indices }
        && indices[0].ConstantValue is { HasValue: true, Value: 0 };

    private static bool IsQuestion(IOperation part) =>
        part is IInvocationOperation { TargetMethod: var method } && KnownNames.ConsoleReads.HasMember(method);
}
