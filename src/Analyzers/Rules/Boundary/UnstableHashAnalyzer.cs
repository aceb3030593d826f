using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Children;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>
/// PSAFE108: a hash code that each process computes for itself names something that two processes share, or goes to a child.
/// Reported on the hash code of a string, an object, a tuple or a record class, of HashCode and of string comparers, when it
/// becomes part of the name of a mutex, semaphore, event, pipe or shared memory, or of a child's arguments or environment.
/// Left alone: hash codes of numbers, enums, Guids and dates, those of types that override GetHashCode, and all use in one process.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnstableHashAnalyzer : ProcessSafetyAnalyzer
{
    private const string FrameworkLibrary = "mscorlib";

    public UnstableHashAnalyzer()
        : base(Rules.UnstableHash)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            if (!index.HasAny(KnownNames.HashWords.Words, file.CancellationToken))
            {
                return;
            }

            foreach (string source in KnownNames.HashWords.Names)
            {
                // `Combine` is a frequent name, and needs the name of its type.
                if (source == "Combine" && !index.HasIdentifier("HashCode", file.CancellationToken))
                {
                    continue;
                }

                foreach (SyntaxToken token in index.Occurrences(source, cancellationToken: file.CancellationToken))
                {
                    if (HashOf(token, file.SemanticModel, file.CancellationToken) is { } hash
                        && ValueTargets.Of(model).Of(hash, file.CancellationToken) is var (kind, place))
                    {
                        Location[] further = hash.Syntax.SyntaxTree == place.Syntax.SyntaxTree
                            && place.Syntax.Span.Contains(hash.Syntax.Span)
                            ? new Location[0]
                            : new[] { place.Syntax.GetLocation() };
                        file.ReportDiagnostic(Diagnostic.Create(
                            Rules.UnstableHash,
                            hash.Syntax.GetLocation(),
                            further,
                            Sites.OneLine(hash.Syntax.ToString()),
                            Meaning(kind)));
                    }
                }
            }
        });

    private static string Meaning(OutgoingKind kind) =>
        kind == OutgoingKind.Name ? "the name built from it" : "the value that the child gets";

    private static IInvocationOperation? HashOf(SyntaxToken token, SemanticModel model, CancellationToken cancellationToken) =>
        token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
        && call.Expression.Span.Contains(token.Span)
        && !call.ArgumentList.Span.Contains(token.Span)
        && call.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText != "GetHashCode"
        && model.GetOperation(call, cancellationToken) is IInvocationOperation invocation
        && IsUnstable(invocation)
            ? invocation
            : null;

    private static bool IsUnstable(IInvocationOperation call)
    {
        INamedTypeSymbol type = call.TargetMethod.ContainingType;
        return call.TargetMethod.Name switch
        {
            "ToHashCode" or "Combine" => type.Is("System.HashCode"),
            "GetHashCode" when call.TargetMethod.IsStatic => IsText(type) || type.Is("System.Runtime.CompilerServices.RuntimeHelpers"),
            "GetHashCode" when call.Arguments.Length > 0 =>
                (type.Is("System.StringComparer") && type.ContainingAssembly.Name != FrameworkLibrary)
                || (type.Is("System.Collections.Generic.EqualityComparer`1") && IsText(type.TypeArguments[0]))
                || IsText(type),
            "GetHashCode" => IsUnstable(type, call.Instance?.Type),
            _ => false,
        };
    }

    /// <param name="declaring">The type whose GetHashCode is called.</param>
    /// <param name="receiver">The type of the object, as far as it is known.</param>
    private static bool IsUnstable(INamedTypeSymbol declaring, ITypeSymbol? receiver) =>
        IsText(declaring)
        || declaring is { IsTupleType: true } or { IsAnonymousType: true } or { Name: "Tuple", ContainingNamespace.Name: "System" }
        || (declaring is { IsRecord: true, IsValueType: false }
            && declaring.GetMembers("GetHashCode").All(static member => member.IsImplicitlyDeclared))
        || (declaring.SpecialType == SpecialType.System_Object && receiver is { TypeKind: TypeKind.Class or TypeKind.Array });

    /// <summary>True for a string, except on .NET Framework, where equal strings have one hash code in all processes.</summary>
    private static bool IsText(ITypeSymbol type) =>
        type is { SpecialType: SpecialType.System_String, ContainingAssembly.Name: not FrameworkLibrary };
}
