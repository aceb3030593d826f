using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Launches;

/// <content>
/// The program by its name: Process.Start looks into the folder of the running program first, whatever the current directory is.
/// <code>Process.Start(Path.Combine(AppContext.BaseDirectory, "MyApp.exe"));</code>
/// </content>
internal sealed partial class SelfPaths
{
    private const string WindowsExtension = ".exe";

    private bool IsProgram => _compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;

    /// <summary>
    /// True when some file that may start a process has a text which ends with the name of this program, or begins with its protocol.
    /// </summary>
    private bool IsNameMentioned() =>
        IsProgram
        && _compilation.AssemblyName is { Length: > 0 } name
        && _compilation.SyntaxTrees.Select(SyntaxIndex.Of).Any(index =>
            index.HasWord(nameof(System.Diagnostics.Process.Start), default)
            && (index.Mentions(name + "\"", default)
                || index.Mentions(name + WindowsExtension + "\"", default)
                || (OwnScheme is { } scheme && index.Mentions(scheme + ":", default))));

    /// <summary>True for the name that this program is built under, as Process.Start takes it.</summary>
    private bool IsOwnName(IOperation value)
    {
        if (!IsProgram || value.ConstantValue is not { HasValue: true, Value: string name })
        {
            return false;
        }

        string plain = name.StartsWith("./", StringComparison.Ordinal) || name.StartsWith(".\\", StringComparison.Ordinal)
            ? name.Substring(2)
            : name;
        return plain == _compilation.AssemblyName || plain == _compilation.AssemblyName + WindowsExtension;
    }

    /// <summary>What stands behind the program's own folder; null for a text that has no such beginning.</summary>
    private IOperation? NameInOwnFolder(IOperation value, CancellationToken cancellationToken) => value switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum
            when !IsDot(sum.LeftOperand) && IsOwnFolder(sum.LeftOperand, cancellationToken) => sum.RightOperand,
        IInvocationOperation
        {
            TargetMethod: { Name: "Combine" or "Join", ContainingType.Name: "Path" },
            Arguments: { Length: 2 } parts,
        } when IsOwnFolder(parts[0].Value, cancellationToken) => parts[1].Value,
        IInterpolatedStringOperation text => NameInOwnFolder(text, cancellationToken),
        _ => null,
    };

    private IOperation? NameInOwnFolder(IInterpolatedStringOperation text, CancellationToken cancellationToken)
    {
        IOperation[] parts = text.Parts
            .Select(static part => part is IInterpolatedStringTextOperation { Text: var written } ? written
                : ((IInterpolationOperation)part).Expression)
            .Where(static part => !IsSeparator(part))
            .ToArray();
        return parts.Length is 2 or 3
            && !IsDot(parts[0])
            && IsOwnFolder(parts[0], cancellationToken)
            && (parts.Length == 2 || IsExtension(parts[2]))
                ? parts[1]
                : null;
    }

    /// <summary>True for the folder of this program, and for no folder at all.</summary>
    private bool IsOwnFolder(IOperation value, CancellationToken cancellationToken) =>
        _sources.Of(value, cancellationToken) is { IsEmpty: false } sources
        && sources.All(source => source switch
        {
            { ConstantValue: { HasValue: true, Value: "." or "./" or ".\\" } } => true,
            IPropertyReferenceOperation { Property: { Name: "BaseDirectory" } property } =>
                property.ContainingType.Is("System.AppContext") || property.ContainingType.Is(KnownTypes.AppDomain),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum =>
                IsSeparator(sum.RightOperand) && IsOwnFolder(sum.LeftOperand, cancellationToken),
            IInvocationOperation { TargetMethod: { Name: "GetDirectoryName", ContainingType.Name: "Path" }, Arguments: { Length: 1 } file }
                =>
                Of(file[0].Value, 1, cancellationToken) is { IsOnly: true },
            _ => false,
        });

    /// <summary>True for a dot that no separator follows, which is the beginning of a name.</summary>
    private static bool IsDot(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: "." };

    private static bool IsSeparator(IOperation operation) => operation switch
    {
        { ConstantValue: { HasValue: true, Value: "/" or "\\" or '/' or '\\' } } => true,
        IFieldReferenceOperation { Field: { Name: "DirectorySeparatorChar", ContainingType.Name: "Path" } } => true,
        IConversionOperation conversion => IsSeparator(conversion.Operand),
        _ => false,
    };
}
