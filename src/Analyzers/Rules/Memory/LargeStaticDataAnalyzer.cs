using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Configuration;
using ProcessSafety.Analyzers.Domain.Children;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Launches;

namespace ProcessSafety.Analyzers.Memory;

/// <summary>
/// PSAFE901: a delegate that runs in another process, or a worker that the program starts of itself, reads large static data, of
/// which each process makes its own copy.
/// Reported on the read, or on the call in the delegate that leads to it, when the initializer or the static constructor makes at least as
/// many bytes as process_safety.large_static_data_bytes says, reads a whole file, or deserializes a document.
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

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model)
    {
        context.RegisterChildDelegateAction(model, (child, report, cancellationToken) =>
        {
            foreach (IGrouping<ISymbol?, ChildUse> uses in ChildCode.Of(model).Uses(child, cancellationToken)
                .Where(static use => use.Symbol.IsStatic && !use.Symbol.DeclaringSyntaxReferences.IsEmpty)
                .GroupBy(static use => use.Symbol.OriginalDefinition, SymbolEqualityComparer.Default))
            {
                if (!uses.First().Use.IsWrite
                    && uses.FirstOrDefault(static use => !use.Use.IsWrite && ReadsData(use.Symbol, use.Use.Reference)) is { } read
                    && LargeData(uses.Key!, child.Argument.Syntax.SyntaxTree, context.Options, model, cancellationToken) is { } size)
                {
                    SyntaxNode declaration = uses.Key!.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);
                    report(Rules.LargeStaticData.At(read, declaration, properties: null, read.Text, size));
                }
            }
        });

        context.RegisterSemanticModelAction(file =>
        {
            foreach (IGrouping<ISymbol?, IMemberReferenceOperation> uses in WorkerCode.Of(model).StaticMembers(file.CancellationToken)
                .GroupBy(static use => use.Member.OriginalDefinition, SymbolEqualityComparer.Default))
            {
                if (!IsWrite(uses.First())
                    && uses.FirstOrDefault(static use => !IsWrite(use) && ReadsData(use.Member, use)) is { } read
                    && read.Syntax.SyntaxTree == file.SemanticModel.SyntaxTree
                    && LargeData(uses.Key!, read.Syntax.SyntaxTree, context.Options, model, file.CancellationToken) is { } size)
                {
                    Location declaration = uses.Key!.DeclaringSyntaxReferences[0].GetSyntax(file.CancellationToken).GetLocation();
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.LargeStaticData,
                        read.Syntax.GetLocation(),
                        new[] { declaration },
                        Sites.OneLine(read.Syntax.ToString()),
                        size));
                }
            }
        });
    }

    /// <summary>The size of what the member's initializer makes, in words; null when it is not large.</summary>
    private static string? LargeData(
        ISymbol member,
        SyntaxTree tree,
        AnalyzerOptions options,
        ProcessModel known,
        CancellationToken cancellationToken) =>
        StaticDataStore.Of(known).Of(member, cancellationToken) is var data
        && (data.IsRead || data.Bytes >= options.Get(AnalyzerSettings.LargeStaticDataBytes, tree))
            ? Described(data)
            : null;

    private static bool ReadsData(ISymbol member, IOperation reference) =>
        !StaticDataStore.IsLazy(member) || reference.Parent is IPropertyReferenceOperation { Property.Name: "Value" };

    private static bool IsWrite(IOperation reference) =>
        reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference;

    private static string Described(StaticData data) =>
        data.IsRead ? "a whole file"
        : data.Bytes >= BytesPerMebibyte ? (data.Bytes / BytesPerMebibyte).ToString("0.#", CultureInfo.InvariantCulture) + " MiB"
        : (data.Bytes / BytesPerKibibyte).ToString("0.#", CultureInfo.InvariantCulture) + " KiB";
}
