using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Children;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>
/// PSAFE106: what is serialized has a member that means nothing in another process.
/// Reported on a member that its declaration puts into a contract, on the argument or type that a serializer is given, and on
/// an argument or captured variable of a delegate that is serialized, for what the serializer really writes.
/// Left alone: members that it skips, types with converters or code of their own, interfaces and objects, surrogates, overrides.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProcessBoundPayloadAnalyzer : ProcessSafetyAnalyzer
{
    public ProcessBoundPayloadAnalyzer()
        : base(Rules.ProcessBoundPayload)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model)
    {
        context.RegisterSemanticModelAction(file =>
        {
            foreach ((ISymbol member, PayloadForm form) in ContractMembers.Of(model)
                .In(file.SemanticModel.SyntaxTree, file.CancellationToken))
            {
                Report(
                    member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type,
                    "$." + member.Name,
                    form,
                    member.Locations[0],
                    member,
                    model,
                    file.ReportDiagnostic,
                    file.CancellationToken);
            }

            foreach (SerializerCall call in SerializingMethods.Of(model).In(file.SemanticModel.SyntaxTree, file.CancellationToken))
            {
                Report(call.Payload, "$", call.Form, call.Place, null, model, file.ReportDiagnostic, file.CancellationToken);
            }
        });

        context.RegisterChildDelegateAction(model, (child, report, cancellationToken) =>
        {
            if (child.Kind == BoundaryKind.Serializes)
            {
                ReportDelegate(child, model, report, cancellationToken);
            }
        });
    }

    /// <summary>The arguments of a call that is stored, or else what a delegate captured.</summary>
    private static void ReportDelegate(
        ChildDelegate child,
        ProcessModel model,
        Action<Diagnostic> report,
        CancellationToken cancellationToken)
    {
        if (child.Argument.Parameter!.Type.TypeKind == TypeKind.Delegate)
        {
            foreach (ChildState state in ChildState.Of(ChildCode.Of(model).Uses(child, cancellationToken)))
            {
                if (state is { IsCaptured: true, IsSetByChild: false }
                    && !PayloadMembers.IsNonSerialized(state.Symbol)
                    && state.First.Use.Reference.Type is { } type
                    && PayloadGraph.Of(model).Findings(type, PayloadForm.Binary, cancellationToken).FirstOrDefault() is { } finding)
                {
                    report(Rules.ProcessBoundPayload.At(
                        state.First,
                        null,
                        state.First.Text + finding.Path,
                        finding.Words,
                        PayloadForm.Binary.Serializer,
                        PayloadForm.Binary.Cure));
                }
            }
        }
        else if (child.Code is IAnonymousFunctionOperation lambda
            && lambda.Body.Descendants().OfType<IInvocationOperation>().FirstOrDefault() is { } stored)
        {
            foreach (IArgumentOperation argument in stored.Arguments)
            {
                IOperation value = ValueOrigin.Unwrap(argument.Value);
                if (argument.ArgumentKind == ArgumentKind.Explicit && !IsPlaceholder(value) && value.Type is { } type)
                {
                    Report(type, "$", PayloadForm.Job, value.Syntax.GetLocation(), null, model, report, cancellationToken);
                }
            }
        }
    }

    /// <summary>A value that stands for one that the job's server supplies.</summary>
    private static bool IsPlaceholder(IOperation value) =>
        value is IDefaultValueOperation or { ConstantValue.HasValue: true }
            or IPropertyReferenceOperation { Property: { IsStatic: true, Name: "None" or "Null" } }
            or IFieldReferenceOperation { Field: { IsStatic: true, Name: "None" or "Null" } }
            or IObjectCreationOperation { Arguments.IsEmpty: true, Type.IsValueType: true };

    private static void Report(
        ITypeSymbol type,
        string root,
        PayloadForm form,
        Location place,
        ISymbol? declared,
        ProcessModel model,
        Action<Diagnostic> report,
        CancellationToken cancellationToken)
    {
        foreach (PayloadFinding finding in PayloadGraph.Of(model).Findings(type, form, cancellationToken))
        {
            ISymbol? member = finding.Member ?? declared;
            Location[] further = member is null || SymbolEqualityComparer.Default.Equals(member, declared)
                ? Array.Empty<Location>()
                : member.Locations.Where(location => location.SourceTree is { } tree && model.Compilation.ContainsSyntaxTree(tree))
                    .Take(1)
                    .ToArray();
            ImmutableDictionary<string, string?> properties = member is null
                || !PayloadMembers.CanBeLeftOut(member, form)
                || (further.Length == 0 && !SymbolEqualityComparer.Default.Equals(member, declared))
                ? ImmutableDictionary<string, string?>.Empty
                : ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Ignore, form.Ignore);
            report(Diagnostic.Create(
                Rules.ProcessBoundPayload,
                place,
                further,
                properties,
                root + finding.Path,
                finding.Words,
                form.Serializer,
                member is null ? "Send the data to recreate it" : form.Cure));
        }
    }
}
