using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Names;

/// <summary>One piece of a text.</summary>
/// <param name="Text">Its letters; null when they are not known.</param>
/// <param name="Value">Where it stands in source.</param>
internal readonly record struct NamePart(string? Text, IOperation Value);

/// <summary>
/// A text as far as source tells it: literals, constants, readonly members, locals with one origin, what is concatenated or
/// interpolated of them, and between them the values that are not known.
/// </summary>
internal sealed class NameText
{
    private const int MaxDepth = 16;

    private NameText(ImmutableArray<NamePart> parts)
    {
        Parts = parts;
        Prefix = string.Concat(parts.TakeWhile(static part => part.Text is not null).Select(static part => part.Text));
        IsConstant = parts.All(static part => part.Text is not null);
        MayBeEmpty = parts.All(static part => part.Text is null or "");
    }

    /// <summary>Null, and the empty text.</summary>
    public static NameText Empty => new(ImmutableArray<NamePart>.Empty);

    /// <summary>A text of which nothing is known.</summary>
    public static NameText Unknown(IOperation value) => new(ImmutableArray.Create(new NamePart(null, value)));

    public ImmutableArray<NamePart> Parts { get; }

    /// <summary>What it certainly begins with; all of it, when it is constant.</summary>
    public string Prefix { get; }

    /// <summary>True when all of it is known.</summary>
    public bool IsConstant { get; }

    /// <summary>True unless some of its letters are known.</summary>
    public bool MayBeEmpty { get; }

    /// <param name="value">An expression for a text.</param>
    /// <param name="valueOf">What a field or property always holds; null when that is not known.</param>
    public static NameText Of(IOperation value, Func<ISymbol, IOperation?> valueOf)
    {
        ImmutableArray<NamePart>.Builder parts = ImmutableArray.CreateBuilder<NamePart>();
        Read(value, valueOf, parts, MaxDepth);
        return parts.Count == 0 ? Empty : new NameText(parts.ToImmutable());
    }

    /// <summary>The one value that a local or member always has, wherever it stands; the expression itself for anything else.</summary>
    public static IOperation Origin(IOperation value, Func<ISymbol, IOperation?> valueOf)
    {
        IOperation origin = ValueOrigin.Unwrap(value);
        for (int depth = 0; depth < MaxDepth && Single(origin, valueOf) is { } single; depth++)
        {
            origin = ValueOrigin.Unwrap(single);
        }

        return origin;
    }

    private static void Read(IOperation expression, Func<ISymbol, IOperation?> valueOf, ImmutableArray<NamePart>.Builder parts, int depth)
    {
        IOperation value = ValueOrigin.Unwrap(expression);
        if (Constant(value) is { } constant)
        {
            if (constant.Length > 0)
            {
                parts.Add(new NamePart(constant, value));
            }
        }
        else if (depth > 0 && Pieces(value) is { } pieces)
        {
            foreach (IOperation piece in pieces)
            {
                Read(piece, valueOf, parts, depth - 1);
            }
        }
        else if (depth > 0 && Single(value, valueOf) is { } single)
        {
            Read(single, valueOf, parts, depth - 1);
        }
        else
        {
            parts.Add(new NamePart(null, value));
        }
    }

    /// <summary>The letters of a constant: none for null, and null for what is not constant or depends on the culture.</summary>
    private static string? Constant(IOperation value) => value switch
    {
        IDefaultValueOperation => "",
        { ConstantValue: { HasValue: true, Value: var constant } } => constant switch
        {
            null => "",
            string text => text,
            char letter => letter.ToString(),
            int number and >= 0 => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        },
        IFieldReferenceOperation
        {
            Field: { IsStatic: true, Name: nameof(string.Empty), ContainingType.SpecialType: SpecialType.System_String },
        } => "",
        _ => null,
    };

    /// <summary>What a concatenation or interpolation is made of; null for anything else.</summary>
    private static IEnumerable<IOperation>? Pieces(IOperation value) => value switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum =>
            new[] { sum.LeftOperand, sum.RightOperand },
        IInterpolatedStringOperation text => text.Parts.Select(static part => part switch
        {
            IInterpolatedStringTextOperation letters => letters.Text,
            IInterpolationOperation { Alignment: null, FormatString: null } hole => hole.Expression,
            _ => part,
        }),
        IInvocationOperation { TargetMethod: { Name: nameof(string.Concat), ContainingType.SpecialType: SpecialType.System_String } } concat
            when concat.Arguments.All(static argument => argument.ArgumentKind != ArgumentKind.ParamArray
                && argument.Parameter?.Type is not IArrayTypeSymbol) => concat.Arguments.Select(static argument => argument.Value),
        _ => null,
    };

    private static IOperation? Single(IOperation value, Func<ISymbol, IOperation?> valueOf) => value switch
    {
        ILocalReferenceOperation { Local: var local } => LocalAssignments.Single(local, value),
        IFieldReferenceOperation { Field: { IsReadOnly: true, IsConst: false } field } => valueOf(field),
        IPropertyReferenceOperation { Property: { SetMethod: null, IsIndexer: false } property } => valueOf(property),
        _ => null,
    };
}
