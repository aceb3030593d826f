using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.Finalization;

/// <summary>
/// PSAFE208: a finalizer uses a field that is null when the constructor has thrown.
/// Reported on the use of a member of a field or auto-property, in a finalizer context or in what it calls on its own object, when the
/// type assigns the field after something that can throw, or by it. Left alone: checks for null, conditions on what is assigned later,
/// other conditions that may know, caught exceptions, and constructors that suppress the finalizer.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnassignedFieldAnalyzer : ProcessSafetyAnalyzer
{
    private const string Arrow = " → ";

    public UnassignedFieldAnalyzer()
        : base(Rules.FinalizerUsesUnassignedField)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            HashSet<(Site First, Site Use)> reported = new();
            foreach (MemberDeclarationSyntax member in SyntaxIndex.Of(file.SemanticModel.SyntaxTree).Types
                .SelectMany(static type => type.Members))
            {
                if (FinalizerContexts.Of(model).RootOf(member, file.CancellationToken) is not { } root)
                {
                    continue;
                }

                foreach (LateFieldUse use in new LateFieldUses(model, file.CancellationToken).From(root))
                {
                    Site first = use.Hops.IsEmpty ? use.Use : use.Hops[0];
                    if (reported.Add((first, use.Use)))
                    {
                        file.ReportDiagnostic(Diagnostic.Create(
                            Rules.FinalizerUsesUnassignedField,
                            first.Location,
                            use.Hops.Skip(1).Append(use.Use).Skip(use.Hops.IsEmpty ? 1 : 0).Select(static site => site.Location),
                            ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Unassigned, use.Member.Name),
                            string.Join(Arrow, root.Names.Concat(use.Hops.Select(static hop => hop.Text)).Append(use.Use.Text)),
                            use.Member.Name));
                    }
                }
            }
        });
}
