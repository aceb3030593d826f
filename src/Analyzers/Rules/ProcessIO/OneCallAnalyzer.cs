using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Platforms;
using ProcessSafety.Analyzers.Domain.Starts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// PSAFE720: code starts a process, reads both of its streams to their end and waits, as one call of Process.RunAndCaptureText does.
/// Reported, hidden, where that call means something and nothing else changes: both streams are redirected for certain and read at once,
/// the wait has no limit, and the process is a local that is asked for nothing but its exit code.
/// Left alone: tokens, timeouts, input, the shell, Begin…ReadLine, and start infos that are used again.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OneCallAnalyzer : ProcessSafetyAnalyzer
{
    private const string Output = "RedirectStandardOutput";
    private const string Error = "RedirectStandardError";
    private const string Input = "RedirectStandardInput";
    private const string Shell = "UseShellExecute";

    public OneCallAnalyzer()
        : base(Rules.IsOneCall)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model)
    {
        // All references are asked for a type: only where there is the form.
        Lazy<bool> isThere = new(() => !context.Compilation.GetTypesByMetadataName(CapturingRun.Result).IsEmpty);
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            if (!index.HasWord(Output, file.CancellationToken) && !index.HasWord("StandardError", file.CancellationToken))
            {
                return;
            }

            foreach (SyntaxToken token in index.Occurrences("Start", cancellationToken: file.CancellationToken))
            {
                if (token.Parent is IdentifierNameSyntax
                    {
                        Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call },
                    }
                    && Plumbing.Of(call, file.SemanticModel, file.CancellationToken) is { } plumbing
                    && isThere.Value
                    && IsPlain(plumbing.Start, model, file.CancellationToken)
                    && CapturingRun.ResultOf(
                        plumbing.Call,
                        plumbing.IsAwaited,
                        plumbing.Declaration.SpanStart,
                        file.SemanticModel) is not null)
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.IsOneCall,
                        plumbing.Declaration.Declaration.GetLocation(),
                        PropertiesOf(plumbing),
                        Sites.OneLine(plumbing.Declaration.Declaration.ToString()),
                        CapturingRun.MethodOf(plumbing.IsAwaited)));
                }
            }
        });
    }

    /// <summary>True for a start that redirects both outputs and nothing else, and does without the shell.</summary>
    private static bool IsPlain(IInvocationOperation start, ProcessModel model, CancellationToken cancellationToken) =>
        StartInfos.Of(model).Of(start, cancellationToken) is { IsComplete: true } info
        && info.Switch(Output) == Setting.Yes
        && info.Switch(Error) == Setting.Yes
        && info.Switch(Input) == Setting.No
        && info.Switch(Shell, isOnByDefault: PlatformReach.Of(model).IsFramework) == Setting.No;

    private static ImmutableDictionary<string, string?> PropertiesOf(Plumbing plumbing) => ImmutableDictionary<string, string?>.Empty
        .Add(DiagnosticProperties.Run, plumbing.Call)
        .Add(DiagnosticProperties.Awaited, plumbing.IsAwaited ? plumbing.Configured : null)
        .Add(DiagnosticProperties.Removed, Spans(plumbing.Removed))
        .Add(DiagnosticProperties.Outputs, Spans(plumbing.Outputs))
        .Add(DiagnosticProperties.Errors, Spans(plumbing.Errors))
        .Add(DiagnosticProperties.Codes, Spans(plumbing.Codes));

    private static string Spans(IEnumerable<SyntaxNode> nodes) =>
        string.Join(",", nodes.Select(static node => node.Span).Select(static (TextSpan span) => $"{span.Start}-{span.End}"));
}
