using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using ProcessSafety.Analyzers;
using ProcessSafety.Analyzers.Knowledge;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Synchronization.NamedFactories;

/// <summary>One name with all sites that use it, and the factory that they are to call.</summary>
public sealed class NamedFactory
{
    private const string GlobalPrefix = @"Global\";

    private readonly IReadOnlyList<NamedSite> _sites;
    private readonly IReadOnlyDictionary<SiteShape, FactoryMethod> _methods;
    private readonly IReadOnlyList<StatementSyntax> _spareLocals;
    private readonly string _scope;
    private readonly NameHome? _home;
    private readonly string _baseName;

    private NamedFactory(
        ProjectId project,
        string baseName,
        string scope,
        IReadOnlyList<NamedSite> sites,
        IReadOnlyList<StatementSyntax> spareLocals,
        NameHome? home)
    {
        Project = project;
        _baseName = baseName;
        _scope = scope;
        _sites = sites;
        _spareLocals = spareLocals;
        _home = home;
        _methods = sites.GroupBy(static site => site.Shape)
            .ToDictionary(static group => group.Key, static group => new FactoryMethod(group.Key, group.ToList()));
    }

    /// <summary>In the order of their first sites, as one by one.</summary>
    internal static IComparer<NamedFactory> Order => Comparer<NamedFactory>.Create(static (left, right) =>
        (
            left.Project.Id.CompareTo(right.Project.Id),
            string.CompareOrdinal(left.First.SyntaxTree.FilePath, right.First.SyntaxTree.FilePath),
            left.First.SpanStart.CompareTo(right.First.SpanStart)) switch
        {
            (0, 0, int byPlace) => byPlace,
            (0, int byFile, _) => byFile,
            (int byProject, _, _) => byProject,
        });

    internal ProjectId Project { get; }

    private SyntaxNode First => _sites[0].Node;

    internal string Title =>
        $"Open '{_baseName}' everywhere through "
            + $"{(_home is null ? NewClass.NameFor(_baseName, _sites[0].Primitive) + "." : _home.Type.Identifier.ValueText + ".")}"
            + $"{MethodName(_sites[0].Shape)}, {ScopeText}";

    private string ScopeText => _scope switch
    {
        NameScopes.Global => @"in Global\ scope",
        NameScopes.Session => @"in Local\ scope",
        NameScopes.User => "for this user in all sessions",
        _ => "for this user in one session",
    };

    internal static async Task<NamedFactory?> OfAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.BaseName, out string? baseName) || baseName is null
            || !diagnostic.Properties.TryGetValue(DiagnosticProperties.Scope, out string? scope) || scope is null)
        {
            return null;
        }

        List<NamedSite> sites = new();
        foreach (Location location in diagnostic.AdditionalLocations.Prepend(diagnostic.Location))
        {
            if (location.FindDocument(document.Project) is not { } place
                || await location.FindNodeAsync(document.Project, cancellationToken).ConfigureAwait(false) is not { } node
                || await place.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
                || NamedSite.Of(node, model, cancellationToken) is not { } site)
            {
                return null;
            }

            sites.Add(site);
        }

        sites = sites.OrderBy(static site => site.Node.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(static site => site.Node.SpanStart)
            .ToList();
        if (SpareLocals.Of(sites, cancellationToken) is not { } spare)
        {
            return null;
        }

        diagnostic.Properties.TryGetValue(DiagnosticProperties.Member, out string? member);
        NameHome? home = NameHome.Of(member, sites, cancellationToken);
        NamedFactory factory = new(document.Project.Id, baseName, scope, sites, spare, home);
        return sites.All(site => site.Arguments(factory._methods[site.Shape].Parameters) is not null)
            && (home is null ? NewClass.HasRoom(sites[0].Node) : factory._methods.Keys.All(shape => home.IsFree(factory.MethodName(shape))))
                ? factory
                : null;
    }

    /// <param name="edits">Gets the edits of this factory.</param>
    /// <param name="taken">Names of classes that other factories add.</param>
    internal void AddTo(SyntaxEdits edits, ISet<string> taken)
    {
        SyntaxNode place = _home is null ? _sites[0].Node : _home.Type;
        SemanticModel model = _home is null ? _sites[0].Model : _home.Model;
        string primitive = edits.Import(_sites[0].Primitive, null, place, model).ToString();
        bool isAnnotated = model.GetNullableContext(place.SpanStart).AnnotationsEnabled();
        string access = _home is null ? "public" : _home.IsPrivate ? "private" : "internal";
        string[] lines = _methods.Select(method => method.Value.Text(
            access,
            MethodName(method.Key),
            primitive,
            Name(),
            Options(),
            isAnnotated))
            .ToArray();
        string owner;
        if (_home is null)
        {
            string name = NewClass.FreeNameFor(_baseName, _sites[0], taken);
            owner = NewClass.Add(edits, _sites[0], name, lines);
        }
        else
        {
            owner = _home.IsPrivate ? string.Empty : _home.QualifiedName;
            edits.Replace(
                _home.Type,
                current => lines.Aggregate((TypeDeclarationSyntax)current, static (type, line) => NewMembers.AddTo(type, line)));
        }

        foreach (NamedSite site in _sites)
        {
            edits.Replace(site.Node, current => Call(site, owner).WithTriviaFrom(current));
        }

        foreach (StatementSyntax spare in _spareLocals)
        {
            if (spare.Parent is GlobalStatementSyntax statement)
            {
                edits.Replace(statement, static _ => null);
            }
            else
            {
                edits.Remove(spare);
            }
        }
    }

    private ExpressionSyntax Call(NamedSite site, string owner)
    {
        string method = MethodName(site.Shape);
        ExpressionSyntax called = owner.Length == 0
            ? SyntaxFactory.IdentifierName(method)
            : SyntaxFactory.ParseExpression($"{owner}.{method}").WithAdditionalAnnotations(Simplifier.Annotation);
        return SyntaxFactory.InvocationExpression(
            called,
            SyntaxFactory.ArgumentList(site.Arguments(_methods[site.Shape].Parameters)!.Value));
    }

    private string MethodName(SiteShape shape) => _home is null ? shape.Method : shape.Method + NewClass.Stem(_baseName);

    private string Name()
    {
        string name = _scope == NameScopes.Global ? GlobalPrefix + _baseName : _baseName;
        return _home is null ? Literal(name)
            : _home.Value == name || (_scope != NameScopes.Global && _home.Value == _baseName) ? _home.Constant
            : _home.Value == _baseName ? $"@\"{GlobalPrefix}\" + {_home.Constant}"
            : Literal(name);
    }

    private string? Options() => _scope switch
    {
        NameScopes.User => "new NamedWaitHandleOptions { CurrentSessionOnly = false }",
        NameScopes.UserInSession => "new NamedWaitHandleOptions()",
        _ => null,
    };

    private static string Literal(string text) =>
        text.IndexOf('\\') >= 0 ? "@\"" + text.Replace("\"", "\"\"") + "\"" : SyntaxFactory.Literal(text).ToString();
}
