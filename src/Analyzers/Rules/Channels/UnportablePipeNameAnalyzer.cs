using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Channels;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Domain.Platforms;

namespace ProcessSafety.Analyzers.Channels;

/// <summary>
/// PSAFE733: a pipe has a name, or a client a host, that only Windows takes.
/// Reported on the argument: a constant host other than ".", a slash in a name that is no path, a name that is too long for the folder
/// of temporary files, and a name that the other side of this project spells otherwise.
/// Left alone: code for Windows, hosts and names that are not constant, and names that are paths.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnportablePipeNameAnalyzer : ProcessSafetyAnalyzer
{
    private const string Local = ".";

    /// <summary>A socket's path has 104 bytes on macOS, of which the folder and the prefix of .NET take 60.</summary>
    private const int LettersOnMacOS = 44;

    /// <summary>A socket's path has 108 bytes on Linux, of which the folder and the prefix take 16, and the end one.</summary>
    private const int LettersOnLinux = 91;

    private enum Fault
    {
        Host,
        Slash,

        /// <summary>The server has another name.</summary>
        Spelling,
        Length,
    }

    public UnportablePipeNameAnalyzer()
        : base(Rules.PipeNameIsUnportable)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (PipeName name in PipeName.In(file.SemanticModel, model, file.CancellationToken))
            {
                if (FaultOf(name, model, file.CancellationToken) is { } fault
                    && PlatformReach.Of(model).MayBeUnix(name.Creation, file.CancellationToken))
                {
                    file.ReportDiagnostic(fault);
                }
            }
        });

    private static Diagnostic? FaultOf(PipeName name, ProcessModel model, CancellationToken cancellationToken)
    {
        if (!name.IsRooted && name.Text.Parts.Any(static part => part.Text?.IndexOf('/') >= 0))
        {
            return At(name.Argument, Fault.Slash);
        }

        if (TypeCreations.Argument(name.Creation, "serverName") is { } host
            && NamedPrimitives.Of(model).Text(host, cancellationToken) is { IsConstant: true, Prefix: not (Local or "") })
        {
            return At(host, Fault.Host, spelling: Local);
        }

        if (PipeNames.Of(model).Differing(name, cancellationToken) is { } other)
        {
            return name.IsOfServer ? null : At(name.Argument, Fault.Spelling, other.Known, other);
        }

        if (name.IsRooted || name.Length is not { } length || length <= LettersOnMacOS)
        {
            return null;
        }

        bool isShortWithoutHyphens = length - PipeName.HyphensOfGuid <= LettersOnMacOS;
        return At(name.Argument, Fault.Length, guid: isShortWithoutHyphens ? name.LongGuid : null, length: length);
    }

    private static Diagnostic At(
        IOperation argument,
        Fault fault,
        string? spelling = null,
        PipeName? other = null,
        IOperation? guid = null,
        int length = 0)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        if (spelling is not null)
        {
            properties = properties.Add(DiagnosticProperties.Spelling, spelling);
        }

        if (guid is not null)
        {
            properties = properties.Add(DiagnosticProperties.Creation, guid.Syntax.SpanStart.ToString());
        }

        return Diagnostic.Create(
            Rules.PipeNameIsUnportable,
            argument.Syntax.GetLocation(),
            other is null ? null : new[] { other.Argument.Syntax.GetLocation() },
            properties,
            Sites.OneLine(argument.Syntax.ToString()),
            WordsOf(fault, length),
            AdviceOf(fault));
    }

    private static string WordsOf(Fault fault, int length) => fault switch
    {
        Fault.Host => "is a host that can be reached on Windows only",
        Fault.Slash => "contains a slash, which Linux and macOS do not allow",
        Fault.Spelling => "is not the server's name on Linux and macOS",
        _ when length > LettersOnLinux => $"has {length} characters, but Linux allows {LettersOnLinux}",
        _ => $"has {length} characters, but macOS allows {LettersOnMacOS}",
    };

    private static string AdviceOf(Fault fault) => fault switch
    {
        Fault.Host => "Use '.' for this machine",
        Fault.Slash => "Use another separator",
        Fault.Spelling => "Use the server's spelling",
        _ => "Use a shorter name",
    };
}
