using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <content>
/// The program by an address that the shell opens: that of its package, or a protocol that has the program's name.
/// <code>
/// Process.Start("explorer.exe", $@"shell:AppsFolder\{Package.Current.Id.FamilyName}!App");
/// Process.Start(new ProcessStartInfo("myapp:restart") { UseShellExecute = true });
/// </code>
/// </content>
internal sealed partial class SelfPaths
{
    private const string AppsFolder = "shell:AppsFolder\\";
    private const char AppMark = '!';

    /// <summary>The address of this program's package that a value is; null for a path.</summary>
    public SelfPath? AddressOf(IOperation value, CancellationToken cancellationToken) =>
        Of(value, cancellationToken) is { Source: IPropertyReferenceOperation { Property: var property } } path && IsOfPackage(property)
            ? path
            : null;

    private static bool IsOfPackage(IPropertySymbol property) => KnownNames.PackageNames.HasMember(property);

    /// <summary>
    /// The protocol that has this program's whole name; null where another one is called so. A part of the name may be somebody else's:
    /// what `Steam.Tools` opens with `steam:` is not itself.
    /// </summary>
    private string? OwnScheme => IsProgram
        && _compilation.AssemblyName?.Replace(".", string.Empty).ToLowerInvariant() is { Length: > 1 } name
        && !KnownNames.CommonSchemes.Has(name)
            ? name
            : null;

    /// <summary>True for an address that begins with a protocol of this program's name.</summary>
    private bool IsOwnAddress(IOperation value) =>
        Beginning(value) is { } text
        && text.IndexOf(':') is > 1 and var end
        && text.Substring(0, end) == OwnScheme;

    private static string? Beginning(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Beginning(sum.LeftOperand),
        IInterpolatedStringOperation { Parts: { Length: > 0 } parts } when parts[0] is IInterpolatedStringTextOperation first =>
            Beginning(first.Text),
        _ => null,
    };

    /// <summary>True for what stands before the name of a package in its address.</summary>
    private static bool IsAppsFolder(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: string text } && text.Equals(AppsFolder, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for the program of a package that its address ends with.</summary>
    private static bool IsAppOfPackage(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: string { Length: > 1 } text } && text[0] == AppMark;
}
