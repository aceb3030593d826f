using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.Domain.Names;

/// <summary>One piece of a text.</summary>
/// <param name="Text">Its letters; null when they are not known.</param>
/// <param name="Value">Where it is in source.</param>
/// <param name="IsFilled">True when it certainly has letters, whichever they are: a Guid, a number.</param>
internal readonly record struct NamePart(string? Text, IOperation Value, bool IsFilled);

/// <summary>What a text gets to know of values outside of its expression.</summary>
/// <param name="ValueOf">What a field, property, method or parameter always is; null when that is not known.</param>
/// <param name="IsFilled">True for a value that certainly has letters although they are not known.</param>
internal readonly record struct NameSources(Func<ISymbol, IOperation?> ValueOf, Func<IOperation, bool> IsFilled);

/// <summary>
/// A text as far as source tells it: literals, constants, readonly members, locals with one origin, what is concatenated or
/// interpolated of them, and between them the values that are not known.
/// </summary>
internal sealed class NameText
{
    private NameText(ImmutableArray<NamePart> parts)
    {
        Parts = parts;
        Prefix = string.Concat(parts.TakeWhile(static part => part.Text is not null).Select(static part => part.Text));
        IsConstant = parts.All(static part => part.Text is not null);
        MayBeEmpty = parts.All(static part => !part.IsFilled);
    }

    /// <summary>Null, and the empty text.</summary>
    public static NameText Empty => new(ImmutableArray<NamePart>.Empty);

    /// <summary>A text of which nothing is known.</summary>
    public static NameText Unknown(IOperation value) => new(ImmutableArray.Create(new NamePart(null, value, IsFilled: false)));

    public ImmutableArray<NamePart> Parts { get; }

    /// <summary>What it certainly begins with; all of it, when it is constant.</summary>
    public string Prefix { get; }

    /// <summary>True when all of it is known.</summary>
    public bool IsConstant { get; }

    /// <summary>True unless it certainly has letters.</summary>
    public bool MayBeEmpty { get; }

    /// <param name="value">An expression for a text.</param>
    /// <param name="sources">What is known of the values that it mentions.</param>
    public static NameText Of(IOperation value, NameSources sources)
    {
        ImmutableArray<NamePart>.Builder parts = ImmutableArray.CreateBuilder<NamePart>();
        Read(value, sources, parts, Budgets.TextDepth);
        return parts.Count == 0 ? Empty : new NameText(parts.ToImmutable());
    }

    /// <summary>The same text with another in the place of one part.</summary>
    public NameText With(IOperation part, NameText text) =>
        new(Parts.SelectMany(known => known.Value == part ? text.Parts : ImmutableArray.Create(known)).ToImmutableArray());

    /// <summary>The one value that a local or member always has, wherever it stands; the expression itself for anything else.</summary>
    public static IOperation Origin(IOperation value, Func<ISymbol, IOperation?> valueOf)
    {
        IOperation origin = ValueOrigin.Unwrap(value);
        for (int depth = 0; depth < Budgets.TextDepth && Single(origin, valueOf) is { } single; depth++)
        {
            origin = ValueOrigin.Unwrap(single);
        }

        return origin;
    }

    private static void Read(IOperation expression, NameSources sources, ImmutableArray<NamePart>.Builder parts, int depth)
    {
        IOperation value = ValueOrigin.Unwrap(expression);
        if (Constant(value) is { } constant)
        {
            if (constant.Length > 0)
            {
                parts.Add(new NamePart(constant, value, IsFilled: true));
            }
        }
        else if (depth > 0 && Pieces(value) is { } pieces)
        {
            foreach (IOperation piece in pieces)
            {
                Read(piece, sources, parts, depth - 1);
            }
        }
        else if (depth > 0 && Single(value, sources.ValueOf) is { } single)
        {
            Read(single, sources, parts, depth - 1);
        }
        else
        {
            parts.Add(new NamePart(null, value, sources.IsFilled(value)));
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

    private static IOperation? Single(IOperation value, Func<ISymbol, IOperation?> valueOf) =>
        WrittenValues.Of(value) is { } written ? written.Count == 1 ? written[0] : null : SingleOf(value, valueOf);

    private static IOperation? SingleOf(IOperation value, Func<ISymbol, IOperation?> valueOf) => value switch
    {
        ILocalReferenceOperation { Local: var local } => LocalAssignments.Single(local, value) is var single
            && single is IForEachLoopOperation loop && WrittenValues.ElementsOf(loop) is { Count: 1 } elements ? elements[0] : single,
        IFieldReferenceOperation { Field: { IsConst: false } field } when field.IsReadOnly || IsPrivate(field) => valueOf(field),
        IPropertyReferenceOperation { Property: { IsIndexer: false } property } when property.SetMethod is null || IsPrivate(property) =>
            valueOf(property),
        IAwaitOperation { Operation: IInvocationOperation { TargetMethod: { IsAsync: true, IsVirtual: false } method } } => valueOf(method),
        IParameterReferenceOperation { Parameter: var parameter }
            when !new LocalAssignments(LocalAssignments.Outermost(value)).IsAssigned(parameter) => valueOf(parameter),
        IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: false, IsVirtual: false, IsAbstract: false } method }
            when method.ReturnType.SpecialType == SpecialType.System_String => valueOf(method),
        _ => null,
    };

    /// <summary>True for what only its own type sets; what others bind or deserialise may have any value.</summary>
    private static bool IsPrivate(ISymbol member) => member.DeclaredAccessibility == Accessibility.Private;
}
