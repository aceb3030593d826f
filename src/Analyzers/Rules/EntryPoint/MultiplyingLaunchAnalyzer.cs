using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Flow;
using ProcessSafety.Analyzers.Reach;

namespace ProcessSafety.Analyzers.EntryPoint;

/// <summary>
/// PSAFE401: a program starts itself in every start, and its processes multiply.
/// Reported when Main, a module initialiser or a static initialiser of the type with Main reaches a launch of this program under no
/// condition at all, and when a handler of unhandled exceptions restarts the program without one.
/// Left alone: any condition before or round the launch, a Main that looks at its arguments first, other handlers of events.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MultiplyingLaunchAnalyzer : ProcessSafetyAnalyzer
{
    private const string InEachProcess = "in each process that it starts, and they multiply without end";
    private const string AfterEachCrash = "after each crash, and a crash at start-up follows the other without end";

    private static readonly string[] CrashEvents = { "DispatcherUnhandledException", "ThreadException", "UnhandledException" };

    public MultiplyingLaunchAnalyzer()
        : base(Rules.LaunchMultiplies)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            List<SelfLaunch> launches = model.Reach.SelfLaunches.All(file.CancellationToken).ToList();
            if (launches.Count == 0)
            {
                return;
            }

            SyntaxTree tree = file.SemanticModel.SyntaxTree;
            foreach (Root root in StartRoots(tree, model.Reach, file.CancellationToken))
            {
                Report(file, model.Reach, root, launches, InEachProcess);
            }

            foreach (Root root in CrashRoots(file.SemanticModel, model.Reach, file.CancellationToken))
            {
                Report(file, model.Reach, root, launches, AfterEachCrash);
            }
        });

    private static void Report(SemanticModelAnalysisContext file, CodeReach reach, Root root, List<SelfLaunch> launches, string consequence)
    {
        ImmutableArray<CallPath> paths = reach.From(root, file.CancellationToken);
        foreach (CallPath path in paths)
        {
            if (path is { Certainty: Certainty.Always, AfterExit: Certainty.Always }
                && launches.Any(launch => launch.Is(path.Fact))
                && path.First.Tree == file.SemanticModel.SyntaxTree
                && !paths.Any(end => end.Fact is ProcessEnded && end.First.Span.Start < path.First.Span.Start)
                && !AsksBefore(root, path.First, reach, file.CancellationToken))
            {
                file.ReportDiagnostic(Diagnostic.Create(Rules.LaunchMultiplies, path.First.Location, path.Further, path.Text, consequence));
            }
        }
    }

    private static IEnumerable<Root> StartRoots(SyntaxTree tree, CodeReach reach, CancellationToken cancellation)
    {
        if (reach.EntryPoints.MainDeclaration(cancellation) is { } declaration && declaration.SyntaxTree == tree)
        {
            yield return reach.EntryPoints.Main!;
        }

        foreach (Root root in reach.EntryPoints.ModuleInitializers(tree, cancellation))
        {
            yield return root;
        }

        foreach (SyntaxReference part in reach.EntryPoints.Main?.Method.ContainingType.DeclaringSyntaxReferences ?? ImmutableArray<SyntaxReference>.Empty)
        {
            if (part.SyntaxTree == tree && part.GetSyntax(cancellation) is TypeDeclarationSyntax type)
            {
                foreach (Root root in reach.EntryPoints.StaticInitializers(type, cancellation))
                {
                    yield return root;
                }
            }
        }
    }

    /// <summary>The handlers of unhandled exceptions that a file subscribes and has.</summary>
    private static IEnumerable<Root> CrashRoots(SemanticModel model, CodeReach reach, CancellationToken cancellation)
    {
        SyntaxIndex index = SyntaxIndex.Of(model.SyntaxTree);
        foreach (SyntaxToken token in CrashEvents.SelectMany(name => index.Occurrences(name, cancellation: cancellation)))
        {
            if (token.Parent?.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { RawKind: (int)SyntaxKind.AddAssignmentExpression } subscription
                && subscription.Left.Span.Contains(token.Span)
                && model.GetOperation(subscription, cancellation) is IEventAssignmentOperation { HandlerValue: { } handler }
                && HandlerOf(handler, model.SyntaxTree, cancellation) is { } body
                && reach.BodyRoot(body, cancellation) is { } root)
            {
                yield return root with { Names = ImmutableArray.Create(token.ValueText) };
            }
        }
    }

    private static SyntaxNode? HandlerOf(IOperation handler, SyntaxTree tree, CancellationToken cancellation) => ValueOrigin.Unwrap(handler) switch
    {
        IAnonymousFunctionOperation lambda => lambda.Syntax,
        IMethodReferenceOperation { Method.DeclaringSyntaxReferences: { Length: 1 } declarations } when declarations[0].SyntaxTree == tree => declarations[0].GetSyntax(cancellation),
        _ => null,
    };

    /// <summary>True when Main looks at its arguments, or asks its user, before that place.</summary>
    private static bool AsksBefore(Root root, Site place, CodeReach reach, CancellationToken cancellation) =>
        reach.Bodies.Of(root.Method, cancellation) is { } body
        && body.Descendants().Any(part => part.Syntax.SpanStart < place.Span.Start
            && (IsQuestion(part) || (reach.ChildModes.IsModeRead(part) && part.Parent is not IArrayElementReferenceOperation { ArrayReference: IInvocationOperation })));

    private static bool IsQuestion(IOperation part) => part is IInvocationOperation { TargetMethod: { Name: "ReadKey" or "ReadLine" or "Read", ContainingType.Name: nameof(System.Console) } };
}
