using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Tests.Robustness;

/// <summary>A file of API models, as a project hands it to its analyzers.</summary>
internal sealed class ApiFileText(string text, string path = "ProcessSafety.Apis.txt") : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
