using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Configuration;
using ProcessSafety.Analyzers.Reach;

namespace ProcessSafety.Analyzers.Memory;

/// <summary>
/// PSAFE901: a delegate that runs in another process reads large static data, of which each process makes its own copy.
/// Reported on the read, or on the call that leads to it, when the initialiser or the static constructor makes at least as
/// many bytes as process_safety.large_static_data_bytes says, reads a whole file, or deserialises a document.
/// Left alone: lazy data that the child does not ask for, buffers, data that is set at run time, settings, memory-mapped files,
/// and constant data behind a ReadOnlySpan.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LargeStaticDataAnalyzer : ProcessSafetyAnalyzer
{
    private const double BytesPerKibibyte = 1 << 10;
    private const double BytesPerMebibyte = 1 << 20;

    public LargeStaticDataAnalyzer()
        : base(Rules.LargeStaticData)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterChildDelegateAction(model, (child, report, cancellation) =>
        {
            foreach (IGrouping<ISymbol?, ChildUse> uses in model.Reach.ChildCode.Uses(child, cancellation)
                .Where(static use => use.Symbol.IsStatic && !use.Symbol.DeclaringSyntaxReferences.IsEmpty)
                .GroupBy(static use => use.Symbol.OriginalDefinition, SymbolEqualityComparer.Default))
            {
                ISymbol member = uses.Key!;
                if (!uses.First().Use.IsWrite
                    && uses.FirstOrDefault(ReadsData) is { } read
                    && model.Reach.StaticData.Of(member, cancellation) is var data
                    && (data.IsRead || data.Bytes >= context.Options.Get(AnalyzerSettings.LargeStaticDataBytes, child.Argument.Syntax.SyntaxTree)))
                {
                    SyntaxNode declaration = member.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
                    report(Rules.LargeStaticData.At(read, declaration, properties: null, read.Text, Described(data)));
                }
            }
        });

    private static bool ReadsData(ChildUse use) =>
        !use.Use.IsWrite && (!StaticDataStore.IsLazy(use.Symbol) || use.Use.Reference.Parent is IPropertyReferenceOperation { Property.Name: "Value" });

    private static string Described(StaticData data) =>
        data.IsRead ? "a whole file"
        : data.Bytes >= BytesPerMebibyte ? (data.Bytes / BytesPerMebibyte).ToString("0.#", CultureInfo.InvariantCulture) + " MiB"
        : (data.Bytes / BytesPerKibibyte).ToString("0.#", CultureInfo.InvariantCulture) + " KiB";
}
