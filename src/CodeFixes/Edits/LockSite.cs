using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProcessSafety.CodeFixes.Edits;

internal enum LockSiteKind
{
    /// <summary>A lock statement.</summary>
    Region,

    /// <summary>A call that takes the lock.</summary>
    Enter,

    /// <summary>A call that lets it go.</summary>
    Exit,

    /// <summary>A name alone: nameof, or a comment.</summary>
    Name,
}

/// <summary>One place that uses a lock.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Node">The lock statement or the call.</param>
/// <param name="Lock">The lock as it is named there: `s_gate`, `this._gate`, `Gates.Report`.</param>
internal sealed record LockSite(LockSiteKind Kind, SyntaxNode Node, ExpressionSyntax Lock)
{
    /// <summary>The site that a name belongs to; null when it does anything else with the lock.</summary>
    public static LockSite? Of(SimpleNameSyntax name)
    {
        ExpressionSyntax whole = name.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == name ? qualified : name;
        if (name.IsPartOfStructuredTrivia() || name.Ancestors().Any(IsNameOf))
        {
            return new LockSite(LockSiteKind.Name, name, whole);
        }

        LockSite? site = whole.Parent switch
        {
            LockStatementSyntax locked when locked.IsInList() => new LockSite(LockSiteKind.Region, locked, whole),
            ArgumentSyntax
            {
                Parent: ArgumentListSyntax
                {
                    Arguments.Count: 1,
                    Parent: InvocationExpressionSyntax
                    {
                        Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Expression: var type },
                    } call,
                },
            }
                when IsMonitor(type) =>
                OfCall(method is "Enter" ? LockSiteKind.Enter : method is "Exit" ? LockSiteKind.Exit : null, call, whole),
            MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: var method,
                Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call,
            } =>
                OfCall(
                    method is "Wait" or "WaitOne" or "Enter"
                        ? LockSiteKind.Enter
                        : method is "Release" or "ReleaseMutex" or "Set" or "Exit" ? LockSiteKind.Exit : null,
                    call,
                    whole),
            _ => null,
        };
        return site is null || RunsOnSeveralThreads(site) ? null : site;
    }

    /// <summary>Whether the lock stands there by itself, as a member of `this`, or of a type.</summary>
    public bool IsNamedAlone(ISymbol shared) =>
        shared.IsStatic || Lock is not MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax };

    /// <summary>A member next to the lock, as the site can name it.</summary>
    public string Qualified(string name) =>
        Lock is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } access ? $"{access.Expression}.{name}" : name;

    private static LockSite? OfCall(LockSiteKind? kind, InvocationExpressionSyntax call, ExpressionSyntax whole) =>
        kind is { } known && IsStatement(call) ? new LockSite(known, call, whole) : null;

    /// <summary>Whether nobody looks at the value of the call.</summary>
    private static bool IsStatement(InvocationExpressionSyntax call) => call.Parent switch
    {
        ExpressionStatementSyntax => true,
        ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } => IsVoid(method.ReturnType),
        ArrowExpressionClauseSyntax { Parent: LocalFunctionStatementSyntax function } => IsVoid(function.ReturnType),
        _ => false,
    };

    private static bool IsVoid(TypeSyntax type) =>
        type is PredefinedTypeSyntax predefined && predefined.Keyword.IsKind(SyntaxKind.VoidKeyword);

    /// <summary>A mutex belongs to a thread: what follows an await or a yield may run on another.</summary>
    private static bool RunsOnSeveralThreads(LockSite site)
    {
        SyntaxNode? function = site.Node.Ancestors()
            .FirstOrDefault(
                static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or CompilationUnitSyntax
                    || (node is MemberDeclarationSyntax and not GlobalStatementSyntax));
        SyntaxTokenList modifiers = function switch
        {
            AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers,
            LocalFunctionStatementSyntax local => local.Modifiers,
            MemberDeclarationSyntax member => member.Modifiers,
            _ => default,
        };
        return modifiers.Any(SyntaxKind.AsyncKeyword)
            || (function is CompilationUnitSyntax file && Awaits(file))
            || function?.DescendantNodes().Any(static node => node is YieldStatementSyntax) == true;
    }

    /// <summary>True for top-level statements that are an async Main.</summary>
    private static bool Awaits(CompilationUnitSyntax file) => file.Members.OfType<GlobalStatementSyntax>().Any(static member => member
        .DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .Any(static node => node is AwaitExpressionSyntax
            or CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword }
            or UsingStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword }
            or LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword }));

    private static bool IsMonitor(ExpressionSyntax type) =>
        type is SimpleNameSyntax { Identifier.ValueText: "Monitor" }
            or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Monitor" };

    private static bool IsNameOf(SyntaxNode node) =>
        node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };
}
