using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ProcessSafety.Tests.Shapes;

/// <summary>
/// Statements get something round them, or move. The texts know <c>{code}</c>; for code that moves also <c>{async}</c>, <c>{await}</c>,
/// <c>{task}</c> and <c>{action}</c> (the types of a function without arguments), <c>{static}</c>, <c>{parameters}</c> and
/// <c>{arguments}</c>, <c>{first}</c> and <c>{others}</c> for one of them and the rest, and <c>{delegate}</c> for a function of all.
/// </summary>
internal sealed record RangeShape(string Name, string Text) : Rewriting(Name)
{
    public string Member { get; init; } = "";

    public string Type { get; init; } = "";

    /// <summary>Whether the code becomes the body of a function.</summary>
    public bool Moves { get; init; }

    /// <summary>Whether the shape is a loop or a switch, where <c>break</c> would get another meaning.</summary>
    public bool CatchesJumps { get; init; }

    private bool Passes => (Text + Member + Type).Contains("{parameters}", StringComparison.Ordinal)
        || (Text + Member + Type).Contains("{first}", StringComparison.Ordinal)
        || (Text + Member + Type).Contains("{lambdaParameters}", StringComparison.Ordinal);

    private bool TakesNothing => Moves && !Passes && (Member + Type).Contains("{code}", StringComparison.Ordinal);

    public override IEnumerable<string?> Apply(ShapeProgram program) => CodeRange.At(program).Select(range => Apply(program, range));

    private string? Apply(ShapeProgram program, CodeRange range)
    {
        if (CatchesJumps && range.JumpsOut)
        {
            return null;
        }

        string end = range.EndsInJump ? "\nthrow new global::System.InvalidOperationException();" : "";
        if (!Moves)
        {
            string around = Text.Replace("{code}", range.Code, StringComparison.Ordinal);
            return program.With([new TextChange(range.Span, around + end)], range.First, Member, Type);
        }

        ImmutableArray<ISymbol> variables = [.. range.Variables.OrderByDescending(variable => TypeOf(variable)?.IsReferenceType == true)];
        if (!range.IsMovable
            || ((Passes || TakesNothing) && range.WritesVariables)
            || (Passes && range.SharesVariables)
            || (TakesNothing && variables.Length > 0)
            || (Text + Type).Contains("{first}", StringComparison.Ordinal) && variables.IsEmpty
            || variables.Any(variable => TypeOf(variable) is null or { IsAnonymousType: true }))
        {
            return null;
        }

        string Fill(string text) => Fragments(range, variables)
            .Aggregate(text, (filled, fragment) => filled.Replace(fragment.Mark, fragment.Text, StringComparison.Ordinal))
            .Replace("{code}", range.Code, StringComparison.Ordinal);
        return program.With([new TextChange(range.Span, Fill(Text) + end)], range.First, Fill(Member), Fill(Type));
    }

    private static IEnumerable<(string Mark, string Text)> Fragments(CodeRange range, ImmutableArray<ISymbol> variables)
    {
        const string task = "global::System.Threading.Tasks.Task";
        bool awaits = range.Awaits;
        string Parameter(ISymbol variable) => $"{ShapeProgram.NameOf(TypeOf(variable)!)} {variable.Name}";
        string types = string.Join(", ", variables.Select(variable => ShapeProgram.NameOf(TypeOf(variable)!)).Concat(awaits ? [task] : []));
        yield return ("{async}", awaits ? "async " : "");
        yield return ("{await}", awaits ? "await " : "");
        yield return ("{return}", awaits ? "return " : "");
        yield return ("{task}", awaits ? task : "void");
        yield return ("{action}", awaits ? $"global::System.Func<{task}>" : "global::System.Action");
        yield return ("{delegate}", $"global::System.{(awaits ? "Func" : "Action")}{(types.Length == 0 ? "" : $"<{types}>")}");
        yield return ("{static}", ValueShape.IsStatic(range.Program, range.First) ? "static " : "");
        yield return ("{parameters}", string.Join(", ", variables.Select(Parameter)));
        yield return ("{arguments}", string.Join(", ", variables.Select(variable => variable.Name)));
        yield return ("{lambdaParameters}", string.Join(", ", variables.Select(variable => variable.Name)));
        yield return ("{first}", variables.IsEmpty ? "" : variables[0].Name);
        yield return ("{firstParameter}", variables.IsEmpty ? "" : Parameter(variables[0]));
        yield return ("{others}", string.Join(", ", variables.Skip(1).Select(variable => variable.Name)));
        yield return ("{otherParameters}", string.Join(", ", variables.Skip(1).Select(Parameter)));
    }

    private static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        ILocalSymbol { IsRef: false } local => local.Type,
        IParameterSymbol { RefKind: RefKind.None } parameter => parameter.Type,
        _ => null,
    };
}
