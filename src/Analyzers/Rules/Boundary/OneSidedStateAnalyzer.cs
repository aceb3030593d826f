using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>
/// PSAFE110: a program starts itself, and one side reads static state that only the other side sets.
/// Reported on the first read, when all that uses the member is seen to run on one of the two sides.
/// Left alone: members that both sides set, or that are set before it is known who is who; those that code of neither side uses; locks and
/// signals; and programs in which the sides are not known.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OneSidedStateAnalyzer : ProcessSafetyAnalyzer
{
    public OneSidedStateAnalyzer()
        : base(Rules.StateOfOtherSide)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(file =>
        {
            foreach (Finding found in Findings.Of(model).All(file.CancellationToken)
                .Where(found => found.Read.Syntax.SyntaxTree == file.SemanticModel.SyntaxTree))
            {
                bool isParent = found.Setter == LaunchSide.Parent;
                PassedState? passed = isParent ? PassedState.Of(found.Read.Member, found.Write, model, file.CancellationToken) : null;
                file.ReportDiagnostic(Diagnostic.Create(
                    Rules.StateOfOtherSide,
                    found.Read.Syntax.GetLocation(),
                    passed?.Locations.Prepend(found.Write.Syntax.GetLocation()) ?? new[] { found.Write.Syntax.GetLocation() },
                    passed?.Properties,
                    Sites.OneLine(found.Read.Syntax.ToString()),
                    isParent ? "the parent" : "a worker",
                    isParent ? "the worker" : "the parent"));
            }
        });

    /// <summary>A read of state that the other side sets.</summary>
    private sealed record Finding(IMemberReferenceOperation Read, IOperation Write, LaunchSide Setter);

    /// <summary>All of them in a compilation.</summary>
    private sealed class Findings
    {
        private readonly ProcessModel _model;
        private readonly Memo<ImmutableArray<Finding>> _all;

        private Findings(ProcessModel model)
        {
            _model = model;
            _all = new(cancellationToken => Find(cancellationToken).ToImmutableArray());
        }

        public static Findings Of(ProcessModel model) => model.Get(static model => new Findings(model));

        public ImmutableArray<Finding> All(CancellationToken cancellationToken) => _all.Get(cancellationToken);

        private IEnumerable<Finding> Find(CancellationToken cancellationToken) =>
            !LaunchSides.Of(_model).OfWorkers(cancellationToken).Any() ? Enumerable.Empty<Finding>()
            : from tree in _model.Compilation.SyntaxTrees
              from type in SyntaxIndex.Of(tree).Types
              from member in StaticsOf(type, cancellationToken)
              let finding = Judge(member, cancellationToken)
              where finding is not null
              select finding;

        private IEnumerable<ISymbol> StaticsOf(TypeDeclarationSyntax type, CancellationToken cancellationToken) =>
            SourceBodies.Of(_model).Model(type.SyntaxTree) is not { } model ? Enumerable.Empty<ISymbol>()
            : type.Members.SelectMany(static member => member switch
                {
                    FieldDeclarationSyntax field => field.Declaration.Variables.Cast<SyntaxNode>(),
                    EventFieldDeclarationSyntax raised => raised.Declaration.Variables,
                    PropertyDeclarationSyntax property => new[] { property },
                    _ => Enumerable.Empty<SyntaxNode>(),
                })
                .Select(declared => model.GetDeclaredSymbol(declared, cancellationToken))
                .OfType<ISymbol>()
                .Where(static symbol => symbol.IsStatic && symbol switch
                {
                    IFieldSymbol { IsConst: false } or IEventSymbol => true,
                    IPropertySymbol property => ValueOrigin.IsAutoProperty(property),
                    _ => false,
                })
                .Where(static symbol => !IsSignal((symbol as IFieldSymbol)?.Type ?? (symbol as IPropertySymbol)?.Type));

        private static bool IsSignal(ITypeSymbol? type) => type is not null && InProcessTypes.IsPrimitive(type);

        private Finding? Judge(ISymbol member, CancellationToken cancellationToken)
        {
            IOperation? write = null;
            LaunchSide setter = LaunchSide.Either;
            List<(IMemberReferenceOperation Use, LaunchSide Side)> reads = new();
            foreach (IMemberReferenceOperation use in MemberHistories.Of(_model).References(member, cancellationToken)
                .Where(static use => use.Parent is not INameOfOperation))
            {
                LaunchSide side = LaunchSides.Of(_model).Of(use, cancellationToken);
                if (side == LaunchSide.Either || ChildState.IsLocked(use))
                {
                    return null;
                }

                if (!IsSet(use))
                {
                    reads.Add((use, side));
                }
                else if (write is null)
                {
                    (write, setter) = (use, side);
                }
                else if (side != setter)
                {
                    return null;
                }
            }

            return write is null ? null
                : reads.Where(read => read.Side != setter)
                    .Select(read => new Finding(read.Use, write, setter))
                    .FirstOrDefault();
        }

        /// <summary>True for what gives the member a value, or fills or finishes the object that it holds.</summary>
        private static bool IsSet(IMemberReferenceOperation use)
        {
            IOperation whole = Destination.Whole(use);
            return whole.Parent switch
            {
                IAssignmentOperation assignment => assignment.Target == whole,
                IIncrementOrDecrementOperation => true,
                IEventAssignmentOperation => true,
                IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } => true,
                IInvocationOperation { TargetMethod.Name: var name } call when call.Instance == whole =>
                    name is "Cancel" or "CancelAsync" || (KnownNames.StateFills.Has(name) && !KnownNames.StateTakes.Has(name)),
                IPropertyReferenceOperation { Parent: IAssignmentOperation set } item when item.Instance == whole => set.Target == item,
                IPropertyReferenceOperation { Property.Name: "Writer" } item when item.Instance == whole => true,
                _ => false,
            };
        }
    }
}
