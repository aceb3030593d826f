using System;
using System.IO;

namespace ProcessSafety.Scan.Projects;

/// <summary>
/// Conditions of project files, after their properties are expanded: comparisons of texts, Exists, !, and, or, parentheses.
/// Anything else (numbers, functions that were not expanded) is false.
/// </summary>
internal ref struct Condition
{
    private readonly string _folder;
    private ReadOnlySpan<char> _rest;

    private Condition(string text, string folder)
    {
        _rest = text;
        _folder = folder;
    }

    /// <summary>Whether <paramref name="text"/> holds; relative paths start at <paramref name="folder"/>.</summary>
    public static bool Holds(string text, string folder)
    {
        Condition condition = new(text, folder);
        try
        {
            return string.IsNullOrWhiteSpace(text) || (condition.Or() && condition._rest.IsWhiteSpace());
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private bool Or()
    {
        bool value = And();
        while (Take("or"))
        {
            value |= And();
        }

        return value;
    }

    private bool And()
    {
        bool value = Not();
        while (Take("and"))
        {
            value &= Not();
        }

        return value;
    }

    private bool Not()
    {
        if (Take("!"))
        {
            return !Not();
        }

        if (Take("exists"))
        {
            Expect("(");
            string path = Path.Combine(_folder, Operand().ToString().Replace('\\', '/'));
            Expect(")");
            return File.Exists(path) || Directory.Exists(path);
        }

        if (Take("("))
        {
            bool value = Or();
            Expect(")");
            return value;
        }

        ReadOnlySpan<char> left = Operand();
        if (Take("=="))
        {
            return left.Equals(Operand(), StringComparison.OrdinalIgnoreCase);
        }

        if (Take("!="))
        {
            return !left.Equals(Operand(), StringComparison.OrdinalIgnoreCase);
        }

        return left.Equals("true", StringComparison.OrdinalIgnoreCase);
    }

    private ReadOnlySpan<char> Operand()
    {
        _rest = _rest.TrimStart();
        int start = 0, end, after;
        if (_rest.StartsWith("'"))
        {
            start = 1;
            end = _rest[1..].IndexOf('\'') + 1;
            if (end == 0)
            {
                throw new FormatException("quote is not closed");
            }

            after = end + 1;
        }
        else
        {
            end = 0;
            while (end < _rest.Length && (char.IsLetterOrDigit(_rest[end]) || _rest[end] is '.' or '_' or '-'))
            {
                end++;
            }

            if (end == 0)
            {
                throw new FormatException("operand expected");
            }

            after = end;
        }

        ReadOnlySpan<char> operand = _rest[start..end];
        _rest = _rest[after..];
        return operand;
    }

    private bool Take(string token)
    {
        ReadOnlySpan<char> rest = _rest.TrimStart();
        if (!rest.StartsWith(token, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (char.IsLetter(token[0]) && rest.Length > token.Length && char.IsLetterOrDigit(rest[token.Length]))
        {
            return false;
        }

        if (token == "!" && rest.StartsWith("!="))
        {
            return false;
        }

        _rest = rest[token.Length..];
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token))
        {
            throw new FormatException($"'{token}' expected");
        }
    }
}
