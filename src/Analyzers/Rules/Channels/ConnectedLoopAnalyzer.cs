using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Channels;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Platforms;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Channels;

/// <summary>
/// PSAFE731: a loop asks whether a channel is connected, and takes that for whether the other side is there.
/// Reported on the question, when the loop comes back to a read that has found the end, or uses the channel for nothing.
/// Left alone when the end leaves the loop, when the loop writes, and pipes of code for Windows.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConnectedLoopAnalyzer : ProcessSafetyAnalyzer
{
    public ConnectedLoopAnalyzer()
        : base(Rules.LoopOutlivesConnection)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            HashSet<SyntaxNode> seen = new();
            foreach (SyntaxToken token in index.Occurrences(KnownNames.ChannelStates.Words, cancellationToken: file.CancellationToken))
            {
                if (token.Parent is not IdentifierNameSyntax name || !IsInLoop(name))
                {
                    continue;
                }

                SyntaxNode asked = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
                if (file.SemanticModel.GetOperation(asked, file.CancellationToken) is IPropertyReferenceOperation state
                    && KnownNames.ChannelStates.HasMember(state.Property)
                    && ConnectedLoop.Round(state, model, file.CancellationToken) is { } loop
                    && !seen.Contains(loop.Syntax)
                    && loop.Spins() is { } spin
                    && (!ChannelTypes.IsPipe(state.Property.ContainingType)
                        || PlatformReach.Of(model).MayBeUnix(state, file.CancellationToken)))
                {
                    seen.Add(loop.Syntax);
                    file.ReportDiagnostic(At(asked, spin.Read, spin.End));
                }
            }
        });

    private static bool IsInLoop(SyntaxNode node) => node.Ancestors()
        .TakeWhile(static outer => outer is GlobalStatementSyntax
            or not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .Any(static outer => outer is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax);

    private static Diagnostic At(SyntaxNode asked, ChannelEvent? read, ReadEnd? end) => Diagnostic.Create(
        Rules.LoopOutlivesConnection,
        asked.GetLocation(),
        read is null ? new Location[0] : new[] { read.Source.Syntax.GetLocation() },
        end is null
            ? ImmutableDictionary<string, string?>.Empty
            : ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.End, end.Text),
        Sites.OneLine(asked.ToString()));
}
