using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Fork;

/// <summary>
/// PSAFE501: the program forks. The copy has one thread and shares the memory that compiled code is written to, so that it or
/// its parent crashes or hangs.
/// Reported on the call of fork and its like in the system's libraries, through an import, a function pointer or a system call;
/// on the import when nothing calls it.
/// Left alone: methods that are only named so, functions of other libraries, posix_spawn, and system calls of other architectures.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForkAnalyzer : ProcessSafetyAnalyzer
{
    public ForkAnalyzer()
        : base(Rules.ForkedRuntime)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model)
    {
        ForkImports imports = new(model);
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            IEnumerable<SyntaxNode> calls = imports.Names(file.SemanticModel.SyntaxTree, file.CancellationToken)
                .SelectMany(name => index.Occurrences(name, cancellationToken: file.CancellationToken))
                .Select(token => CallOf(token, file.SemanticModel, file.CancellationToken))
                .OfType<SyntaxNode>()
                .Concat(NativeExports.OfForks(file.SemanticModel, MemberHistories.Of(model), file.CancellationToken));
            foreach (SyntaxNode call in calls)
            {
                file.ReportDiagnostic(Diagnostic.Create(
                    Rules.ForkedRuntime,
                    call.GetLocation(),
                    PlainForks.Has(call, file.SemanticModel, model, file.CancellationToken)
                        ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.PlainFork, bool.TrueString)
                        : ImmutableDictionary<string, string?>.Empty,
                    Sites.OneLine(call.ToString())));
            }

            foreach (IMethodSymbol import in imports.Uncalled(file.SemanticModel.SyntaxTree, file.CancellationToken))
            {
                file.ReportDiagnostic(Diagnostic.Create(Rules.ForkedRuntime, import.Locations[0], import.Name));
            }
        });
    }

    /// <summary>The call of a function that forks, or what hands it on; null for any other use of the name.</summary>
    private static SyntaxNode? CallOf(SyntaxToken name, SemanticModel model, CancellationToken cancellationToken)
    {
        if (ForkImports.Called(name, model, cancellationToken) is not { } import
            || ForkFunctions.EntryPointOf(import) is not { } entryPoint)
        {
            return null;
        }

        SyntaxNode reference = name.Parent!;
        while (reference.Parent is MemberAccessExpressionSyntax access && access.Name == reference
            || reference.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression })
        {
            reference = reference.Parent!;
        }

        InvocationExpressionSyntax? call = reference.Parent is InvocationExpressionSyntax invocation && invocation.Expression == reference
            ? invocation
            : null;
        return entryPoint != ForkFunctions.SystemCall ? call ?? reference
            : call is not null
                && model.GetOperation(call, cancellationToken) is IInvocationOperation { Arguments.Length: > 0 } operation
                && operation.Arguments.FirstOrDefault(static a => a.Parameter?.Ordinal == 0)?.Value.ConstantValue
                    is { HasValue: true, Value: var number }
                && ForkFunctions.IsForkNumber(number)
                && ArchitectureCheck.AllowsX64(call)
                ? call
            : null;
    }
}
