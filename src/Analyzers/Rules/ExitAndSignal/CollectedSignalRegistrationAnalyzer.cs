using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.ExitAndSignal;

/// <summary>
/// PSAFE804: a signal handler goes with its registration, and nothing keeps that.
/// Reported when the result of PosixSignalRegistration.Create is dropped, stands in a local that is never read, or is
/// disposed by the using of a method that does nothing else before it returns. Locals, tuples, arrays, lists and functions of the same body
/// that only hand it on are followed.
/// Left alone in a field, a collection, an argument or a result, in the using of Main or of code that goes on, and where
/// the local is read later, GC.KeepAlive included.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CollectedSignalRegistrationAnalyzer : ProcessSafetyAnalyzer
{
    public CollectedSignalRegistrationAnalyzer()
        : base(Rules.SignalRegistrationIsLost)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model)
    {
        if (context.Compilation.GetTypesByMetadataName(KnownTypes.PosixSignalRegistration).IsEmpty)
        {
            return;
        }

        context.RegisterSemanticModelAction(file =>
        {
            foreach (IInvocationOperation registration in ExitHandlers.Of(model).Registrations(
                file.SemanticModel.SyntaxTree,
                file.CancellationToken))
            {
                if (End(registration, file.SemanticModel.Compilation, file.CancellationToken) is { } end)
                {
                    SyntaxNode called = registration.Syntax is InvocationExpressionSyntax call ? call.Expression : registration.Syntax;
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.SignalRegistrationIsLost,
                        called.GetLocation(),
                        SingleRuns.Of(model).Has(registration, file.CancellationToken)
                            ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.RunsOnce, bool.TrueString)
                            : ImmutableDictionary<string, string?>.Empty,
                        called.ToString(),
                        end));
                }
            }
        });
    }

    /// <summary>How the registration ends too early; null when it does not.</summary>
    private static string? End(IInvocationOperation registration, Compilation compilation, CancellationToken cancellationToken)
    {
        IOperation kept = Destination.Whole(registration);
        IOperation? scope = kept.Parent switch
        {
            IUsingOperation whole => whole,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } =>
                UnreadValue.IsUnread(local, registration) ? Destination.Using(kept) : null,
            _ => null,
        };
        return scope is not null ? (IsAllOfAHelper(scope, compilation, cancellationToken) ? "disposed" : null)
            : UnreadValue.Is(registration) ? "collected"
            : null;
    }

    /// <summary>True when the using is in a helper that calls nothing under it but further registrations and the console.</summary>
    private static bool IsAllOfAHelper(IOperation scope, Compilation compilation, CancellationToken cancellationToken)
    {
        ISymbol? member = SourceBodies.Around(scope, cancellationToken);
        bool isMain = member is null
            || member.Name == WellKnownMemberNames.TopLevelStatementsEntryPointMethodName
            || SymbolEqualityComparer.Default.Equals(member, compilation.GetEntryPoint(cancellationToken));
        IEnumerable<IOperation> rest = scope is IUsingOperation { Body: var body } ? new[] { body }
            : scope.Parent is IBlockOperation block
                ? block.Operations.Where(statement => statement.Syntax.SpanStart > scope.Syntax.SpanStart)
            : Enumerable.Empty<IOperation>();
        return !isMain && member is IMethodSymbol && !rest.Any(MayGoOn);
    }

    private static bool MayGoOn(IOperation operation)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation or ILocalFunctionOperation or INameOfOperation:
                return false;
            case IAwaitOperation or ILoopOperation or IDynamicInvocationOperation or IObjectCreationOperation:
                return true;
            case IPropertyReferenceOperation property
                when !property.Property.DeclaringSyntaxReferences.IsEmpty && !ValueOrigin.IsAutoProperty(property.Property):
                return true;
            case IReturnOperation { Kind: OperationKind.YieldReturn }:
                return true;
            case IInvocationOperation call when !call.TargetMethod.ContainingType.Is(KnownTypes.PosixSignalRegistration)
                && !call.TargetMethod.ContainingType.Is(KnownTypes.Console):
                return true;
            case IInvocationOperation { TargetMethod.Name: var name } when name.StartsWith("Read", StringComparison.Ordinal):
                return true;
            default:
                return operation.ChildOperations.Any(MayGoOn);
        }
    }
}
