using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Platforms;

/// <summary>Conditions that tell Windows from Unix, and places that only one answer leads to.</summary>
internal sealed class PlatformCheck
{
    private const int MaxDepth = 4;
    private const string PlatformNotSupported = "System.PlatformNotSupportedException";
    private const string Guard = "System.Runtime.Versioning.SupportedOSPlatformGuardAttribute";

    private static readonly string[] Windows = { "Windows", "Win32", "WinNT" };
    private static readonly string[] Unix = { "Linux", "Unix", "Mac", "Osx", "FreeBsd", "Posix", "Android", "Ios", "Mono" };

    private readonly Func<ISymbol, IOperation?> _valueOf;

    /// <param name="valueOf">
    /// What a method, property or field of this compilation always returns or holds; null when that is not known.
    /// </param>
    public PlatformCheck(Func<ISymbol, IOperation?> valueOf) => _valueOf = valueOf;

    /// <summary>
    /// True when only Windows leads to the place, as far as its own body tells, or when an exception elsewhere is expected.
    /// </summary>
    public bool IsOnWindows(IOperation place)
    {
        for (IOperation child = place; child.Parent is { } parent; child = parent)
        {
            if (IsGuarded(child, parent))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a name that says Windows.</summary>
    public static bool NamesWindows(string name) => Says(name, Windows);

    private bool IsGuarded(IOperation child, IOperation parent) => parent switch
    {
        IConditionalOperation choice when choice.WhenTrue == child => Tells(choice.Condition, true, MaxDepth),
        IConditionalOperation choice when choice.WhenFalse == child => Tells(choice.Condition, false, MaxDepth),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when both.RightOperand == child =>
            Tells(both.LeftOperand, true, MaxDepth),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either when either.RightOperand == child =>
            Tells(either.LeftOperand, false, MaxDepth),
        IBlockOperation block => block.Operations.TakeWhile(statement => statement != child).Any(EndsElsewhere),
        IWhileLoopOperation { Condition: { } condition, ConditionIsTop: true } loop when loop.Body == child =>
            Tells(condition, !loop.ConditionIsUntil, MaxDepth),
        ISwitchCaseOperation { Parent: ISwitchOperation choice } section =>
            section.Clauses.All(clause => TellsClause(clause, choice)),
        ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } arm when arm.Value == child =>
            TellsPattern(choice.Value, arm.Pattern, true, MaxDepth)
            || (arm.Guard is { } guard && Tells(guard, true, MaxDepth))
            || choice.Arms.TakeWhile(other => other != arm).Any(other => IsRuledOut(choice.Value, other.Pattern, other.Guard)),
        ITryOperation attempt when attempt.Body == child => attempt.Catches.Any(static caught =>
            caught.ExceptionType.Is(PlatformNotSupported) || caught.ExceptionType.Is("System.NotSupportedException")),
        _ => false,
    };

    /// <summary>True for a `case` that only Windows comes to; for `default`, when another case takes all else away.</summary>
    private bool TellsClause(ICaseClauseOperation clause, ISwitchOperation choice) => clause switch
    {
        ISingleValueCaseClauseOperation single => TellsCompared(choice.Value, single.Value, true, MaxDepth),
        IPatternCaseClauseOperation pattern => TellsPattern(choice.Value, pattern.Pattern, true, MaxDepth)
            || (pattern.Guard is { } guard && Tells(guard, true, MaxDepth)),
        IDefaultCaseClauseOperation => choice.Cases.SelectMany(static section => section.Clauses).Any(other => other switch
        {
            ISingleValueCaseClauseOperation single => TellsCompared(choice.Value, single.Value, false, MaxDepth),
            IPatternCaseClauseOperation pattern => IsRuledOut(choice.Value, pattern.Pattern, pattern.Guard),
            _ => false,
        }),
        _ => false,
    };

    /// <summary>True when an earlier arm has taken Unix already.</summary>
    private bool IsRuledOut(IOperation value, IPatternOperation pattern, IOperation? guard) => guard is null
        ? TellsPattern(value, pattern, false, MaxDepth)
        : pattern is IDiscardPatternOperation && Tells(guard, false, MaxDepth);

    /// <summary>True when this is Windows if the value matches the pattern, or does not.</summary>
    private bool TellsPattern(IOperation value, IPatternOperation pattern, bool matches, int depth) => pattern switch
    {
        IConstantPatternOperation constant => TellsCompared(value, constant.Value, matches, depth),
        INegatedPatternOperation negated => TellsPattern(value, negated.Pattern, !matches, depth),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => matches
            ? TellsPattern(value, either.LeftPattern, true, depth) && TellsPattern(value, either.RightPattern, true, depth)
            : TellsPattern(value, either.LeftPattern, false, depth) || TellsPattern(value, either.RightPattern, false, depth),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both => matches
            ? TellsPattern(value, both.LeftPattern, true, depth) || TellsPattern(value, both.RightPattern, true, depth)
            : TellsPattern(value, both.LeftPattern, false, depth) && TellsPattern(value, both.RightPattern, false, depth),
        _ => false,
    };

    /// <summary>True for a statement that goes no further on Unix: `if (!IsWindows) return;`, or an assertion.</summary>
    private bool EndsElsewhere(IOperation statement) => statement switch
    {
        IConditionalOperation { WhenFalse: null } choice => Ends(choice.WhenTrue) && Tells(choice.Condition, false, MaxDepth),
        IConditionalOperation { WhenFalse: { } otherwise } choice =>
            (Ends(choice.WhenTrue) && Tells(choice.Condition, false, MaxDepth))
            || (Ends(otherwise) && Tells(choice.Condition, true, MaxDepth)),
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { Name: "Assert" } method } call } =>
            method.ContainingType.Is("System.Diagnostics.Debug")
            && call.Arguments.Length > 0
            && Tells(call.Arguments[0].Value, true, MaxDepth),
        _ => false,
    };

    private static bool Ends(IOperation statement) => statement switch
    {
        IBlockOperation block => block.Operations.LastOrDefault() is { } last && Ends(last),
        IReturnOperation or IBranchOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: var name } } =>
            LaunchWords.Ends.Contains(name),
        IThrowOperation => true,
        _ => false,
    };

    /// <summary>True when the condition with that outcome means that this is Windows.</summary>
    private bool Tells(IOperation condition, bool outcome, int depth)
    {
        if (depth == 0)
        {
            return false;
        }

        switch (ValueOrigin.Unwrap(condition))
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } negation:
                return Tells(negation.Operand, !outcome, depth);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } both:
                return outcome
                    ? Tells(both.LeftOperand, true, depth) || Tells(both.RightOperand, true, depth)
                    : Tells(both.LeftOperand, false, depth) && Tells(both.RightOperand, false, depth);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } either:
                return outcome
                    ? Tells(either.LeftOperand, true, depth) && Tells(either.RightOperand, true, depth)
                    : Tells(either.LeftOperand, false, depth) || Tells(either.RightOperand, false, depth);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                bool isEqual = outcome == (comparison.OperatorKind == BinaryOperatorKind.Equals);
                return TellsCompared(comparison.LeftOperand, comparison.RightOperand, isEqual, depth)
                    || TellsCompared(comparison.RightOperand, comparison.LeftOperand, isEqual, depth);
            case IIsPatternOperation match:
                return TellsPattern(match.Value, match.Pattern, outcome, depth);
            case IInvocationOperation call:
                return TellsCall(call, outcome, depth);
            case IPropertyReferenceOperation property:
                return TellsMember(property.Property, outcome, depth);
            case IFieldReferenceOperation field:
                return TellsMember(field.Field, outcome, depth);
            case ILocalReferenceOperation local:
                return LocalAssignments.Single(local.Local, local) is { } assigned
                    ? Tells(assigned, outcome, depth - 1)
                    : SaysSo(local.Local.Name, outcome);
            default:
                return false;
        }
    }

    private bool TellsCompared(IOperation value, IOperation constant, bool isEqual, int depth)
    {
        IOperation compared = ValueOrigin.Unwrap(value);
        return ValueOrigin.Unwrap(constant) switch
        {
            { ConstantValue: { HasValue: true, Value: bool answer } } => Tells(compared, isEqual == answer, depth),
            IFieldReferenceOperation { Field: var platform } when platform.ContainingType.Is("System.PlatformID") =>
                SaysSo(platform.Name, isEqual),
            { ConstantValue: { HasValue: true, Value: '\\' } } => isEqual && IsSeparator(compared),
            { ConstantValue: { HasValue: true, Value: '/' } } => !isEqual && IsSeparator(compared),
            _ => false,
        };
    }

    private bool TellsCall(IInvocationOperation call, bool outcome, int depth)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.Name is "IsOSPlatform" or "IsOSPlatformVersionAtLeast" && call.Arguments.Length > 0)
        {
            string platform = ValueOrigin.Unwrap(call.Arguments[0].Value) switch
            {
                IPropertyReferenceOperation property => property.Property.Name,
                { ConstantValue: { HasValue: true, Value: string name } } => name,
                _ => string.Empty,
            };
            return SaysSo(platform, outcome);
        }

        return TellsMember(method, outcome, depth);
    }

    /// <summary>What a method or member answers: by its attribute or its body, and where neither is seen, by its name.</summary>
    private bool TellsMember(ISymbol member, bool outcome, int depth) =>
        member.GetAttributes()
            .Any(attribute => outcome
                && attribute.AttributeClass.Is(Guard)
                && attribute.ConstructorArguments is { Length: > 0 } arguments
                && arguments[0].Value is string platform
                && NamesWindows(platform))
        || (_valueOf(member) is { } value ? Tells(value, outcome, depth - 1) : SaysSo(member.Name, outcome));

    private static bool SaysSo(string name, bool outcome) => outcome ? Says(name, Windows) : Says(name, Unix);

    private static bool Says(string name, IEnumerable<string> words) =>
        words.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsSeparator(IOperation value) => value is IFieldReferenceOperation { Field.Name: "DirectorySeparatorChar" };
}
