using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Children;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Boundary;

/// <summary>
/// PSAFE104: a delegate that runs in another process reads static state that the parent assigns.
/// Reported on the read, or on the call that leads to it, for fields and auto-properties of this project, for the value of a
/// static AsyncLocal, and for the current culture, when code that does not only run in children assigns it.
/// Left alone: constants, what only initializers and static constructors set, what the child's own code sets too, counters,
/// locks and queues (PSAFE102, PSAFE103).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ParentStateInChildAnalyzer : ProcessSafetyAnalyzer
{
    private const string AmbientValue = "Value";

    public ParentStateInChildAnalyzer()
        : base(Rules.ParentStateInChild)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterChildDelegateAction(model, (child, report, cancellationToken) =>
        {
            foreach (ChildState state in ChildState.Of(ChildCode.Of(model).Uses(child, cancellationToken)))
            {
                if (state is { IsCaptured: false, Kind: StateKind.Data }
                    && !state.Uses.Any(MayWrite)
                    && state.Uses.Any(IsRead)
                    && AssignmentByParent(state.Symbol, model, cancellationToken) is { } assigned)
                {
                    report(Rules.ParentStateInChild.At(
                        state.First,
                        assigned,
                        ChildDelegates.Properties(child, state.Symbol),
                        state.First.Text,
                        Found(state.Symbol)));
                }
            }
        });

    private static bool IsAmbient(ISymbol symbol) =>
        symbol is IFieldSymbol { Type: var type } && (type.Is(KnownTypes.AsyncLocal) || type.Is(KnownTypes.ThreadLocal));

    private static bool IsRead(ChildUse use) =>
        !IsAmbient(use.Symbol) || use.Use.Reference.Parent is IPropertyReferenceOperation { Property.Name: AmbientValue };

    private static bool MayWrite(ChildUse use) =>
        IsAmbient(use.Symbol) && use.Use.Reference.Parent is IPropertyReferenceOperation { Property.Name: AmbientValue } value
            ? value.Parent is IAssignmentOperation assignment && assignment.Target == value
            : use.Use.MayWrite;

    private static SimpleNameSyntax? AssignmentByParent(ISymbol symbol, ProcessModel model, CancellationToken cancellationToken)
    {
        bool isAmbient = IsAmbient(symbol);
        bool isState = !symbol.DeclaringSyntaxReferences.IsEmpty
            && symbol is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod: not null };
        string? property = isAmbient ? AmbientValue : null;
        return isAmbient || isState || IsCulture(symbol)
            ? SettersOf(symbol)
                .SelectMany(setter => ChildSide.Of(model).ParentMentions(setter, cancellationToken))
                .FirstOrDefault(name => MemberUse.IsSet(name, property) && !InitialisesItsType(name, symbol))
            : null;
    }

    private static bool IsCulture(ISymbol symbol) =>
        symbol is IPropertySymbol { Name: "CurrentCulture" or "CurrentUICulture" } && symbol.ContainingType.Is(KnownTypes.CultureInfo);

    /// <summary>
    /// The members that the parent sets to change what the child reads: the default of new threads sets the current culture too.
    /// </summary>
    private static ISymbol[] SettersOf(ISymbol symbol) =>
        IsCulture(symbol) ? symbol.ContainingType.GetMembers("DefaultThread" + symbol.Name).Append(symbol).ToArray() : new[] { symbol };

    /// <summary>True in a static constructor, and in a module initializer: the child runs them too.</summary>
    private static bool InitialisesItsType(SyntaxNode name, ISymbol symbol) =>
        name.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() switch
        {
            ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword)
                && constructor.Identifier.ValueText == symbol.ContainingType.Name,
            MethodDeclarationSyntax method => method.AttributeLists.SelectMany(static list => list.Attributes)
                .Any(static attribute => attribute.Name.GetLastToken().ValueText is "ModuleInitializer" or "ModuleInitializerAttribute"),
            _ => false,
        };

    /// <summary>What the child finds in place of the value.</summary>
    private static string Found(ISymbol symbol)
    {
        ITypeSymbol? type = (symbol as IFieldSymbol)?.Type ?? (symbol as IPropertySymbol)?.Type;
        bool hasInitializer = symbol.DeclaringSyntaxReferences.Any(static part => part.GetSyntax() is
            VariableDeclaratorSyntax { Initializer: not null } or PropertyDeclarationSyntax { Initializer: not null });
        return IsCulture(symbol) ? "the culture that it started with"
            : IsAmbient(symbol) ? "empty"
            : hasInitializer ? "its initial value"
            : ChildState.DefaultOf(type);
    }
}
