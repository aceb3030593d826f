using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.CodeFixes.Edits;

namespace ProcessSafety.CodeFixes.Boundary.Factories;

/// <summary>The factory that says the name and the scope of a mutex, and the method that waits for it.</summary>
internal sealed class FactoryText
{
    private static readonly SymbolDisplayFormat TypeName = SymbolDisplayFormat.CSharpShortErrorMessageFormat
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private readonly FactoryNames _names;
    private readonly string _mutex;
    private readonly string _sharedName;
    private readonly bool _addsField;
    private readonly bool _withOptions;
    private readonly string _accessibility;

    public FactoryText(
        FactoryNames names,
        string mutex,
        ISymbol shared,
        string assembly,
        LockDeclaration declaration,
        bool withOptions,
        bool isUsedElsewhere)
    {
        _names = names;
        _mutex = mutex;
        _sharedName = NameOf(assembly, shared.ContainingType, names.Stem);
        _addsField = declaration.IsLocal;
        _withOptions = withOptions;
        _accessibility = isUsedElsewhere
            ? string.Join(
                " ",
                ((MemberDeclarationSyntax)declaration.Node).Modifiers
                    .Where(static token => SyntaxFacts.IsAccessibilityModifier(token.Kind()))
                    .Select(static token => token.ValueText))
            : "private";
    }

    /// <summary>The lines of the new members.</summary>
    public IEnumerable<string[]> Members()
    {
        if (_addsField)
        {
            yield return new[] { $"private static readonly {_mutex} {_names.Mutex} = {_names.Factory}();" };
        }

        yield return new[]
        {
            _withOptions
                ? $"private static {_mutex} {_names.Factory}() => new {_mutex}(initiallyOwned: false, \"{_sharedName}\", new "
                    + $"NamedWaitHandleOptions {{ CurrentSessionOnly = false }});"
                : $"private static {_mutex} {_names.Factory}() => new {_mutex}(initiallyOwned: false, @\"Global\\{_sharedName}\");",
        };
        yield return _names.EnterLines($"{_accessibility} static", string.Empty, _mutex);
    }

    /// <summary>`App.Report.Gate`: letters, digits, dots and underscores, which every operating system takes.</summary>
    private static string NameOf(string assembly, INamedTypeSymbol type, string stem)
    {
        string name = $"{assembly}.{type.ToDisplayString(TypeName)}.{stem}";
        return string.Concat(name.Select(static letter => char.IsLetterOrDigit(letter) || letter == '.' ? letter : '_'));
    }
}
