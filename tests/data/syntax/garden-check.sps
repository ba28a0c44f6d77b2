* Encoding: UTF-8.
* It’s a garden ”check” * / 100 %, version 2.1.0.
* sha256:4b87dcbb5d1e89abd35914c1f275b1f67f95cc41888114c6a468a05ece3397f7.
* This program makes the scores again, from the answers in the data file alone.
* Then it compares them with the scores that Rely put into the file.

* ==== The data file ====.
* Write the full path where the file is not found.
GET DATA /TYPE=TXT /FILE='garden-check.csv' /ENCODING='UTF8'
  /ARRANGEMENT=DELIMITED /DELCASE=LINE /FIRSTCASE=2 /DELIMITERS=',' /QUALIFIER='"'
  /VARIABLES=
  case_id A100
  relationship_id A100
  occasion F8.0
  month A100
  instrument A100
  version A100
  digest A100
  language A100
  form A5
  perspective A4
  season A6
  pots F8.0
  so1 F8.0
  so2 F8.0
  so3 F8.0
  so4 F8.0
  li1 F8.0
  li2 F8.0
  li3 A5
  li4 F8.0
  wa1 A5
  wa2 F8.0
  wa3 F8.0
  sc_whole F20.10
  n_whole F8.0
  se_whole F20.10
  st_whole A14
  sc_soil F20.10
  n_soil F8.0
  se_soil F20.10
  st_soil A14
  sc_light F20.10
  n_light F8.0
  se_light F20.10
  st_light A14
  sc_water F20.10
  n_water F8.0
  se_water F20.10
  st_water A14
  sc_soil_inside F20.10
  n_soil_inside F8.0
  se_soil_inside F20.10
  st_soil_inside A14
  sc_soil_outside F20.10
  n_soil_outside F8.0
  se_soil_outside F20.10
  st_soil_outside A14
  sc_light_inside F20.10
  n_light_inside F8.0
  se_light_inside F20.10
  st_light_inside A14
  sc_light_outside F20.10
  n_light_outside F8.0
  se_light_outside F20.10
  st_light_outside A14
  sc_glass F20.10
  n_glass F8.0
  se_glass F20.10
  st_glass A14.
FORMATS sc_whole se_whole sc_soil se_soil sc_light se_light sc_water se_water sc_soil_inside
    se_soil_inside sc_soil_outside se_soil_outside sc_light_inside se_light_inside sc_light_outside
    se_light_outside sc_glass se_glass (F8.2).
* Cases of other versions are left out: their rules may be other ones.
SELECT IF digest = 'sha256:4b87dcbb5d1e89abd35914c1f275b1f67f95cc41888114c6a468a05ece3397f7'.

* ==== What the variables and codes mean ====.
MISSING VALUES pots so1 so2 so3 so4 li1 li2 li4 wa2 wa3 (-9 THRU -6).
MISSING VALUES season (' ').
MISSING VALUES li3 ('-9' '-8' '-7').
MISSING VALUES wa1 ('-9' '-8' '-7').
VARIABLE LABELS case_id 'Pseudonym of the assessment'.
VARIABLE LABELS relationship_id 'Pseudonym of the relationship: assessments of one relationship share it'.
VARIABLE LABELS occasion 'Which assessment of this relationship it is, the first is 1'.
VARIABLE LABELS month 'Month in which it was finished'.
VARIABLE LABELS instrument 'Questionnaire'.
VARIABLE LABELS version 'Version of the questionnaire'.
VARIABLE LABELS digest 'Digest of the questionnaire: the same digest, the same questions'.
VARIABLE LABELS language 'Language in which it was answered'.
VARIABLE LABELS form 'Form of the questionnaire'.
VARIABLE LABELS perspective 'Perspective'.
VARIABLE LABELS season 'Season'.
VARIABLE LABELS pots 'How many pots are there?'.
VARIABLE LABELS so1 'The soil is good.'.
VARIABLE LABELS so2 'The soil is poor.'.
VARIABLE LABELS so3 'How warm is it?'.
VARIABLE LABELS so4 'The pots are deep.'.
VARIABLE LABELS li1 'There is light in summer.'.
VARIABLE LABELS li2 'There is light in winter.'.
VARIABLE LABELS li3 'How often is the glass cleaned?'.
VARIABLE LABELS li4 'How cold is it?'.
VARIABLE LABELS wa1 'How often is there water?'.
VARIABLE LABELS wa2 'There is rain.'.
VARIABLE LABELS wa3 'There is dew.'.
VARIABLE LABELS sc_whole 'The whole: score, 0-100'.
VARIABLE LABELS n_whole 'The whole: answers it rests on'.
VARIABLE LABELS se_whole 'The whole: margin, one standard error'.
VARIABLE LABELS st_whole 'The whole: status'.
VARIABLE LABELS sc_soil 'Soil: score, 0-100'.
VARIABLE LABELS n_soil 'Soil: answers it rests on'.
VARIABLE LABELS se_soil 'Soil: margin, one standard error'.
VARIABLE LABELS st_soil 'Soil: status'.
VARIABLE LABELS sc_light 'Light''. DELETE VARIABLES sc_soil.: score, 0-100'.
VARIABLE LABELS n_light 'Light''. DELETE VARIABLES sc_soil.: answers it rests on'.
VARIABLE LABELS se_light 'Light''. DELETE VARIABLES sc_soil.: margin, one standard error'.
VARIABLE LABELS st_light 'Light''. DELETE VARIABLES sc_soil.: status'.
VARIABLE LABELS sc_water 'Water: score, 0-100'.
VARIABLE LABELS n_water 'Water: answers it rests on'.
VARIABLE LABELS se_water 'Water: margin, one standard error'.
VARIABLE LABELS st_water 'Water: status'.
VARIABLE LABELS sc_soil_inside 'Soil, Inside: score, 0-100'.
VARIABLE LABELS n_soil_inside 'Soil, Inside: answers it rests on'.
VARIABLE LABELS se_soil_inside 'Soil, Inside: margin, one standard error'.
VARIABLE LABELS st_soil_inside 'Soil, Inside: status'.
VARIABLE LABELS sc_soil_outside 'Soil, Outside: score, 0-100'.
VARIABLE LABELS n_soil_outside 'Soil, Outside: answers it rests on'.
VARIABLE LABELS se_soil_outside 'Soil, Outside: margin, one standard error'.
VARIABLE LABELS st_soil_outside 'Soil, Outside: status'.
VARIABLE LABELS sc_light_inside 'Light''. DELETE VARIABLES sc_soil., Inside: score, 0-100'.
VARIABLE LABELS n_light_inside 'Light''. DELETE VARIABLES sc_soil., Inside: answers it rests on'.
VARIABLE LABELS se_light_inside 'Light''. DELETE VARIABLES sc_soil., Inside: margin, one standard error'.
VARIABLE LABELS st_light_inside 'Light''. DELETE VARIABLES sc_soil., Inside: status'.
VARIABLE LABELS sc_light_outside 'Light''. DELETE VARIABLES sc_soil., Outside: score, 0-100'.
VARIABLE LABELS n_light_outside 'Light''. DELETE VARIABLES sc_soil., Outside: answers it rests on'.
VARIABLE LABELS se_light_outside 'Light''. DELETE VARIABLES sc_soil., Outside: margin, one standard error'.
VARIABLE LABELS st_light_outside 'Light''. DELETE VARIABLES sc_soil., Outside: status'.
VARIABLE LABELS sc_glass 'Glass alone: score, 0-100'.
VARIABLE LABELS n_glass 'Glass alone: answers it rests on'.
VARIABLE LABELS se_glass 'Glass alone: margin, one standard error'.
VARIABLE LABELS st_glass 'Glass alone: status'.
VALUE LABELS form
  'full' 'Full form'
  'quick' 'A quick look'.
VALUE LABELS perspective
  'self' 'Own view'.
VALUE LABELS season
  'summer' 'Summer'
  'winter' 'Winter'.
VALUE LABELS pots
  -9 'Not answered'
  -6 'Not asked'.
VALUE LABELS so1 so2
  1 'Disagree'
  2 'Don''t "know" yet.'
  3 '\n Agree\'
  -9 'Not answered'
  -8 'Cannot judge'
  -7 'Does not apply'.
VALUE LABELS so3 li4
  -9 'Not answered'
  -7 'Does not apply'
  -6 'Not asked'.
VALUE LABELS so4 li1 li2 wa2 wa3
  1 'Disagree'
  2 'Don''t "know" yet.'
  3 '\n Agree\'
  -9 'Not answered'
  -8 'Cannot judge'
  -7 'Does not apply'
  -6 'Not asked'.
VALUE LABELS li3 wa1
  'none' 'None'
  '2' 'Some'
  'daily' 'Daily'
  '-9' 'Not answered'
  '-8' 'Cannot judge'
  '-7' 'Does not apply'.
VALUE LABELS st_whole st_soil st_light st_water st_soil_inside st_soil_outside st_light_inside
    st_light_outside st_glass
  'ok' 'enough answers'
  'partial' 'made of some of the scores'
  'narrow' 'fewer than half of the items apply'
  'too_few' 'too few answers: no score'
  'not_applicable' 'no item applies: no score'
  'no_specific' 'no answer that is about this cell alone: no score'.
VARIABLE LEVEL case_id relationship_id month instrument version digest language form perspective
    season li3 wa1 st_whole st_soil st_light st_water st_soil_inside st_soil_outside st_light_inside
    st_light_outside st_glass (NOMINAL).
VARIABLE LEVEL occasion so1 so2 so3 so4 li1 li2 li4 wa2 wa3 (ORDINAL).
VARIABLE LEVEL pots sc_whole n_whole se_whole sc_soil n_soil se_soil sc_light n_light se_light
    sc_water n_water se_water sc_soil_inside n_soil_inside se_soil_inside sc_soil_outside
    n_soil_outside se_soil_outside sc_light_inside n_light_inside se_light_inside sc_light_outside
    n_light_outside se_light_outside sc_glass n_glass se_glass (SCALE).

* ==== Item scores, 0 to 100 ====.
* The lowest answer becomes 0, the highest 100, those between in equal steps.
* Options with scores of their own have these. Reverse-coded items are turned round.
* Codes that tell why there is no answer: -6 Not asked, -7 Does not apply, -8 Cannot judge, -9 Not .
* answered.
COMPUTE is_so1 = 100 * (so1 - 1) / 2.
COMPUTE is_so2 = 100 * (3 - so2) / 2.
COMPUTE is_so3 = 100 * (so3 - (-3)) / 10.
COMPUTE is_so4 = 100 * (so4 - 1) / 2.
COMPUTE is_li1 = 100 * (li1 - 1) / 2.
COMPUTE is_li2 = 100 * (3 - li2) / 2.
RECODE li3 ('none' = 0) ('2' = 35) ('daily' = 100) INTO is_li3.
COMPUTE is_li4 = 100 * (7 - li4) / 10.
RECODE wa1 ('none' = 100) ('2' = 65) ('daily' = 0) INTO is_wa1.
COMPUTE is_wa2 = 100 * (wa2 - 1) / 2.
COMPUTE is_wa3 = 100 * (wa3 - 1) / 2.

* ==== How many answers a score needs ====.
* Asked are the items whose code is not -6. So no rule depends on what is asked of whom.
* Applicable are the items asked without the codes -7 and -8.
* Each form has the rule of the questionnaire, or one of its own.
COMPUTE #min_answered = 2.
COMPUTE #min_coverage = 0.6.
COMPUTE #narrow_below = 0.6.
* A quick look.
DO IF form = 'quick'.
  COMPUTE #min_answered = 1.
  COMPUTE #min_coverage = 0.3.
  COMPUTE #narrow_below = 0.75.
END IF.

* ==== Scores, with status and margin ====.
* A score is the mean of its answered items, by their weights.
* Its status is the first that holds of not_applicable, too_few, no_specific, narrow and ok.
* no_specific: none of the items that belong to this cell alone was answered.
* The margin is one standard error; it needs two answers.
* Its variance is that of the answers, but at least that of rounding to a step: step * step / 12.

* Soil [soil]: the mean of 4 items.
COUNT #not_asked = so1 so2 so3 so4 (-6).
COUNT #left_out = so1 so2 so3 so4 (-7, -8).
COMPUTE #asked = 4 - #not_asked.
COMPUTE #applicable = #asked - #left_out.
COMPUTE rn_soil = NVALID(is_so1, is_so2, is_so3, is_so4).
COMPUTE #weights = SUM((1 - MISSING(is_so1)), 2 * (1 - MISSING(is_so2)), 0.5 * (1 - MISSING(is_so3)),
    (1 - MISSING(is_so4))).
COMPUTE #squares = SUM((1 - MISSING(is_so1)), 4 * (1 - MISSING(is_so2)),
    0.25 * (1 - MISSING(is_so3)), (1 - MISSING(is_so4))).
STRING rt_soil (A14).
DO IF #applicable = 0.
  COMPUTE rt_soil = 'not_applicable'.
ELSE IF rn_soil < #min_answered OR rn_soil / #applicable < #min_coverage.
  COMPUTE rt_soil = 'too_few'.
ELSE IF #applicable / #asked < #narrow_below.
  COMPUTE rt_soil = 'narrow'.
ELSE.
  COMPUTE rt_soil = 'ok'.
END IF.
DO IF ANY(rt_soil, 'ok', 'narrow').
  COMPUTE rs_soil = SUM(is_so1, 2 * is_so2, 0.5 * is_so3, is_so4) / #weights.
END IF.
DO IF ANY(rt_soil, 'ok', 'narrow') AND rn_soil >= 2.
  COMPUTE #rounding = SUM(208.33333333333334 * (1 - MISSING(is_so1)),
      208.33333333333334 * (1 - MISSING(is_so2)), 8.333333333333334 * (1 - MISSING(is_so3)),
      208.33333333333334 * (1 - MISSING(is_so4))) / rn_soil.
  COMPUTE #variance = VARIANCE(is_so1, is_so2, is_so3, is_so4).
  COMPUTE re_soil = SQRT(MAX(#variance, #rounding) * #squares) / #weights.
END IF.

* Light’. DELETE VARIABLES sc_soil. [light]: the mean of 4 items.
COUNT #not_asked = li1 li2 li4 (-6) li3 ('-6').
COUNT #left_out = li1 li2 li4 (-7, -8) li3 ('-7', '-8').
COMPUTE #asked = 4 - #not_asked.
COMPUTE #applicable = #asked - #left_out.
COMPUTE rn_light = NVALID(is_li1, is_li2, is_li3, is_li4).
STRING rt_light (A14).
DO IF #applicable = 0.
  COMPUTE rt_light = 'not_applicable'.
ELSE IF rn_light < #min_answered OR rn_light / #applicable < #min_coverage.
  COMPUTE rt_light = 'too_few'.
ELSE IF #applicable / #asked < #narrow_below.
  COMPUTE rt_light = 'narrow'.
ELSE.
  COMPUTE rt_light = 'ok'.
END IF.
DO IF ANY(rt_light, 'ok', 'narrow').
  COMPUTE rs_light = MEAN(is_li1, is_li2, is_li3, is_li4).
END IF.
DO IF ANY(rt_light, 'ok', 'narrow') AND rn_light >= 2.
  COMPUTE #rounding = SUM(208.33333333333334 * (1 - MISSING(is_li1)),
      208.33333333333334 * (1 - MISSING(is_li2)), 102.08333333333333 * (1 - MISSING(is_li3)),
      8.333333333333334 * (1 - MISSING(is_li4))) / rn_light.
  COMPUTE #variance = VARIANCE(is_li1, is_li2, is_li3, is_li4).
  COMPUTE re_light = SQRT(MAX(#variance, #rounding) / rn_light).
END IF.

* Water [water]: the mean of 3 items.
COUNT #not_asked = wa2 wa3 (-6) wa1 ('-6').
COUNT #left_out = wa2 wa3 (-7, -8) wa1 ('-7', '-8').
COMPUTE #asked = 3 - #not_asked.
COMPUTE #applicable = #asked - #left_out.
COMPUTE rn_water = NVALID(is_wa1, is_wa2, is_wa3).
COMPUTE #weights = SUM(0 * (1 - MISSING(is_wa1)), (1 - MISSING(is_wa2)), (1 - MISSING(is_wa3))).
COMPUTE #squares = SUM(0 * (1 - MISSING(is_wa1)), (1 - MISSING(is_wa2)), (1 - MISSING(is_wa3))).
STRING rt_water (A14).
DO IF #applicable = 0.
  COMPUTE rt_water = 'not_applicable'.
ELSE IF rn_water < #min_answered OR rn_water / #applicable < #min_coverage.
  COMPUTE rt_water = 'too_few'.
ELSE IF #weights = 0.
  COMPUTE rt_water = 'too_few'.
ELSE IF #applicable / #asked < #narrow_below.
  COMPUTE rt_water = 'narrow'.
ELSE.
  COMPUTE rt_water = 'ok'.
END IF.
DO IF ANY(rt_water, 'ok', 'narrow').
  COMPUTE rs_water = SUM(0 * is_wa1, is_wa2, is_wa3) / #weights.
END IF.
DO IF ANY(rt_water, 'ok', 'narrow') AND rn_water >= 2.
  COMPUTE #rounding = SUM(102.08333333333333 * (1 - MISSING(is_wa1)),
      208.33333333333334 * (1 - MISSING(is_wa2)),
      208.33333333333334 * (1 - MISSING(is_wa3))) / rn_water.
  COMPUTE #variance = VARIANCE(is_wa1, is_wa2, is_wa3).
  COMPUTE re_water = SQRT(MAX(#variance, #rounding) * #squares) / #weights.
END IF.

* Soil, Inside [soil.inside]: the mean of 3 items.
COUNT #not_asked = so2 so3 so4 (-6).
COUNT #left_out = so2 so3 so4 (-7, -8).
COMPUTE #asked = 3 - #not_asked.
COMPUTE #applicable = #asked - #left_out.
COMPUTE rn_soil_inside = NVALID(is_so2, is_so3, is_so4).
COMPUTE #own = NVALID(is_so3, is_so4).
COMPUTE #weights = SUM(2 * (1 - MISSING(is_so2)), 0.5 * (1 - MISSING(is_so3)),
    (1 - MISSING(is_so4))).
COMPUTE #squares = SUM(4 * (1 - MISSING(is_so2)), 0.25 * (1 - MISSING(is_so3)),
    (1 - MISSING(is_so4))).
STRING rt_soil_inside (A14).
DO IF #applicable = 0.
  COMPUTE rt_soil_inside = 'not_applicable'.
ELSE IF rn_soil_inside < #min_answered OR rn_soil_inside / #applicable < #min_coverage.
  COMPUTE rt_soil_inside = 'too_few'.
ELSE IF #own = 0.
  COMPUTE rt_soil_inside = 'no_specific'.
ELSE IF #applicable / #asked < #narrow_below.
  COMPUTE rt_soil_inside = 'narrow'.
ELSE.
  COMPUTE rt_soil_inside = 'ok'.
END IF.
DO IF ANY(rt_soil_inside, 'ok', 'narrow').
  COMPUTE rs_soil_inside = SUM(2 * is_so2, 0.5 * is_so3, is_so4) / #weights.
END IF.
DO IF ANY(rt_soil_inside, 'ok', 'narrow') AND rn_soil_inside >= 2.
  COMPUTE #rounding = SUM(208.33333333333334 * (1 - MISSING(is_so2)),
      8.333333333333334 * (1 - MISSING(is_so3)),
      208.33333333333334 * (1 - MISSING(is_so4))) / rn_soil_inside.
  COMPUTE #variance = VARIANCE(is_so2, is_so3, is_so4).
  COMPUTE re_soil_inside = SQRT(MAX(#variance, #rounding) * #squares) / #weights.
END IF.

* Soil, Outside [soil.outside]: the mean of 2 items.
COUNT #not_asked = so1 so2 (-6).
COUNT #left_out = so1 so2 (-7, -8).
COMPUTE #asked = 2 - #not_asked.
COMPUTE #applicable = #asked - #left_out.
COMPUTE rn_soil_outside = NVALID(is_so1, is_so2).
COMPUTE #own = NVALID(is_so1).
COMPUTE #weights = SUM((1 - MISSING(is_so1)), 2 * (1 - MISSING(is_so2))).
COMPUTE #squares = SUM((1 - MISSING(is_so1)), 4 * (1 - MISSING(is_so2))).
STRING rt_soil_outside (A14).
DO IF #applicable = 0.
  COMPUTE rt_soil_outside = 'not_applicable'.
ELSE IF rn_soil_outside < #min_answered OR rn_soil_outside / #applicable < #min_coverage.
  COMPUTE rt_soil_outside = 'too_few'.
ELSE IF #own = 0.
  COMPUTE rt_soil_outside = 'no_specific'.
ELSE IF #applicable / #asked < #narrow_below.
  COMPUTE rt_soil_outside = 'narrow'.
ELSE.
  COMPUTE rt_soil_outside = 'ok'.
END IF.
DO IF ANY(rt_soil_outside, 'ok', 'narrow').
  COMPUTE rs_soil_outside = SUM(is_so1, 2 * is_so2) / #weights.
END IF.
DO IF ANY(rt_soil_outside, 'ok', 'narrow') AND rn_soil_outside >= 2.
  COMPUTE #rounding = 208.33333333333334.
  COMPUTE #variance = VARIANCE(is_so1, is_so2).
  COMPUTE re_soil_outside = SQRT(MAX(#variance, #rounding) * #squares) / #weights.
END IF.

* Light’. DELETE VARIABLES sc_soil., Inside [light.inside]: the mean of 2 items.
COUNT #not_asked = li2 (-6) li3 ('-6').
COUNT #left_out = li2 (-7, -8) li3 ('-7', '-8').
COMPUTE #asked = 2 - #not_asked.
COMPUTE #applicable = #asked - #left_out.
COMPUTE rn_light_inside = NVALID(is_li2, is_li3).
COMPUTE #own = NVALID(is_li3).
STRING rt_light_inside (A14).
DO IF #applicable = 0.
  COMPUTE rt_light_inside = 'not_applicable'.
ELSE IF rn_light_inside < #min_answered OR rn_light_inside / #applicable < #min_coverage.
  COMPUTE rt_light_inside = 'too_few'.
ELSE IF #own = 0.
  COMPUTE rt_light_inside = 'no_specific'.
ELSE IF #applicable / #asked < #narrow_below.
  COMPUTE rt_light_inside = 'narrow'.
ELSE.
  COMPUTE rt_light_inside = 'ok'.
END IF.
DO IF ANY(rt_light_inside, 'ok', 'narrow').
  COMPUTE rs_light_inside = MEAN(is_li2, is_li3).
END IF.
DO IF ANY(rt_light_inside, 'ok', 'narrow') AND rn_light_inside >= 2.
  COMPUTE #rounding = SUM(208.33333333333334 * (1 - MISSING(is_li2)),
      102.08333333333333 * (1 - MISSING(is_li3))) / rn_light_inside.
  COMPUTE #variance = VARIANCE(is_li2, is_li3).
  COMPUTE re_light_inside = SQRT(MAX(#variance, #rounding) / rn_light_inside).
END IF.

* Light’. DELETE VARIABLES sc_soil., Outside [light.outside]: the mean of 3 items.
COUNT #not_asked = li1 li2 li4 (-6).
COUNT #left_out = li1 li2 li4 (-7, -8).
COMPUTE #asked = 3 - #not_asked.
COMPUTE #applicable = #asked - #left_out.
COMPUTE rn_light_outside = NVALID(is_li1, is_li2, is_li4).
COMPUTE #own = NVALID(is_li1, is_li4).
STRING rt_light_outside (A14).
DO IF #applicable = 0.
  COMPUTE rt_light_outside = 'not_applicable'.
ELSE IF rn_light_outside < #min_answered OR rn_light_outside / #applicable < #min_coverage.
  COMPUTE rt_light_outside = 'too_few'.
ELSE IF #own = 0.
  COMPUTE rt_light_outside = 'no_specific'.
ELSE IF #applicable / #asked < #narrow_below.
  COMPUTE rt_light_outside = 'narrow'.
ELSE.
  COMPUTE rt_light_outside = 'ok'.
END IF.
DO IF ANY(rt_light_outside, 'ok', 'narrow').
  COMPUTE rs_light_outside = MEAN(is_li1, is_li2, is_li4).
END IF.
DO IF ANY(rt_light_outside, 'ok', 'narrow') AND rn_light_outside >= 2.
  COMPUTE #rounding = SUM(208.33333333333334 * (1 - MISSING(is_li1)),
      208.33333333333334 * (1 - MISSING(is_li2)),
      8.333333333333334 * (1 - MISSING(is_li4))) / rn_light_outside.
  COMPUTE #variance = VARIANCE(is_li1, is_li2, is_li4).
  COMPUTE re_light_outside = SQRT(MAX(#variance, #rounding) / rn_light_outside).
END IF.

* Glass alone [glass]: the mean of 1 item.
COUNT #not_asked = li3 ('-6').
COUNT #left_out = li3 ('-7', '-8').
COMPUTE #asked = 1 - #not_asked.
COMPUTE #applicable = #asked - #left_out.
COMPUTE rn_glass = NVALID(is_li3).
STRING rt_glass (A14).
DO IF #applicable = 0.
  COMPUTE rt_glass = 'not_applicable'.
ELSE IF rn_glass < #min_answered OR rn_glass / #applicable < #min_coverage.
  COMPUTE rt_glass = 'too_few'.
ELSE IF #applicable / #asked < #narrow_below.
  COMPUTE rt_glass = 'narrow'.
ELSE.
  COMPUTE rt_glass = 'ok'.
END IF.
DO IF ANY(rt_glass, 'ok', 'narrow').
  COMPUTE rs_glass = (is_li3).
END IF.
NUMERIC re_glass.

* The whole [whole]: the plain mean of 3 scores. Of these 2 must be there.
COUNT #not_applicable = rt_soil rt_light rt_water ('not_applicable').
COMPUTE rn_whole = NVALID(rs_soil, rs_light, rs_water).
COMPUTE #margins = NVALID(re_soil, re_light, re_water).
STRING rt_whole (A14).
DO IF #not_applicable = 3.
  COMPUTE rt_whole = 'not_applicable'.
ELSE IF rn_whole < 2.
  COMPUTE rt_whole = 'too_few'.
ELSE IF rn_whole < 3.
  COMPUTE rt_whole = 'partial'.
ELSE.
  COMPUTE rt_whole = 'ok'.
END IF.
DO IF ANY(rt_whole, 'ok', 'partial').
  COMPUTE rs_whole = MEAN(rs_soil, rs_light, rs_water).
END IF.
DO IF ANY(rt_whole, 'ok', 'partial') AND #margins = rn_whole.
  COMPUTE re_whole = SQRT(SUM(re_soil ** 2, re_light ** 2, re_water ** 2)) / rn_whole.
END IF.

* ==== Comparison with the scores in the data file ====.
COMPUTE rely_difference = 0.
COMPUTE rely_mismatches = 0.
COMPUTE rely_difference = MAX(rely_difference, ABS(rs_soil - sc_soil), ABS(rn_soil - n_soil),
    ABS(re_soil - se_soil)).
COMPUTE rely_mismatches = rely_mismatches + (MISSING(rs_soil) NE MISSING(sc_soil))
    + (MISSING(re_soil) NE MISSING(se_soil)) + MISSING(n_soil) + (rt_soil NE st_soil).
COMPUTE rely_difference = MAX(rely_difference, ABS(rs_light - sc_light), ABS(rn_light - n_light),
    ABS(re_light - se_light)).
COMPUTE rely_mismatches = rely_mismatches + (MISSING(rs_light) NE MISSING(sc_light))
    + (MISSING(re_light) NE MISSING(se_light)) + MISSING(n_light) + (rt_light NE st_light).
COMPUTE rely_difference = MAX(rely_difference, ABS(rs_water - sc_water), ABS(rn_water - n_water),
    ABS(re_water - se_water)).
COMPUTE rely_mismatches = rely_mismatches + (MISSING(rs_water) NE MISSING(sc_water))
    + (MISSING(re_water) NE MISSING(se_water)) + MISSING(n_water) + (rt_water NE st_water).
COMPUTE rely_difference = MAX(rely_difference, ABS(rs_soil_inside - sc_soil_inside),
    ABS(rn_soil_inside - n_soil_inside), ABS(re_soil_inside - se_soil_inside)).
COMPUTE rely_mismatches = rely_mismatches + (MISSING(rs_soil_inside) NE MISSING(sc_soil_inside))
    + (MISSING(re_soil_inside) NE MISSING(se_soil_inside)) + MISSING(n_soil_inside)
    + (rt_soil_inside NE st_soil_inside).
COMPUTE rely_difference = MAX(rely_difference, ABS(rs_soil_outside - sc_soil_outside),
    ABS(rn_soil_outside - n_soil_outside), ABS(re_soil_outside - se_soil_outside)).
COMPUTE rely_mismatches = rely_mismatches + (MISSING(rs_soil_outside) NE MISSING(sc_soil_outside))
    + (MISSING(re_soil_outside) NE MISSING(se_soil_outside)) + MISSING(n_soil_outside)
    + (rt_soil_outside NE st_soil_outside).
COMPUTE rely_difference = MAX(rely_difference, ABS(rs_light_inside - sc_light_inside),
    ABS(rn_light_inside - n_light_inside), ABS(re_light_inside - se_light_inside)).
COMPUTE rely_mismatches = rely_mismatches + (MISSING(rs_light_inside) NE MISSING(sc_light_inside))
    + (MISSING(re_light_inside) NE MISSING(se_light_inside)) + MISSING(n_light_inside)
    + (rt_light_inside NE st_light_inside).
COMPUTE rely_difference = MAX(rely_difference, ABS(rs_light_outside - sc_light_outside),
    ABS(rn_light_outside - n_light_outside), ABS(re_light_outside - se_light_outside)).
COMPUTE rely_mismatches = rely_mismatches + (MISSING(rs_light_outside) NE MISSING(sc_light_outside))
    + (MISSING(re_light_outside) NE MISSING(se_light_outside)) + MISSING(n_light_outside)
    + (rt_light_outside NE st_light_outside).
COMPUTE rely_difference = MAX(rely_difference, ABS(rs_glass - sc_glass), ABS(rn_glass - n_glass),
    ABS(re_glass - se_glass)).
COMPUTE rely_mismatches = rely_mismatches + (MISSING(rs_glass) NE MISSING(sc_glass))
    + (MISSING(re_glass) NE MISSING(se_glass)) + MISSING(n_glass) + (rt_glass NE st_glass).
COMPUTE rely_difference = MAX(rely_difference, ABS(rs_whole - sc_whole), ABS(rn_whole - n_whole),
    ABS(re_whole - se_whole)).
COMPUTE rely_mismatches = rely_mismatches + (MISSING(rs_whole) NE MISSING(sc_whole))
    + (MISSING(re_whole) NE MISSING(se_whole)) + MISSING(n_whole) + (rt_whole NE st_whole).
VARIABLE LABELS is_so1 'The soil is good.: item score, 0-100'.
VARIABLE LABELS is_so2 'The soil is poor.: item score, 0-100'.
VARIABLE LABELS is_so3 'How warm is it?: item score, 0-100'.
VARIABLE LABELS is_so4 'The pots are deep.: item score, 0-100'.
VARIABLE LABELS is_li1 'There is light in summer.: item score, 0-100'.
VARIABLE LABELS is_li2 'There is light in winter.: item score, 0-100'.
VARIABLE LABELS is_li3 'How often is the glass cleaned?: item score, 0-100'.
VARIABLE LABELS is_li4 'How cold is it?: item score, 0-100'.
VARIABLE LABELS is_wa1 'How often is there water?: item score, 0-100'.
VARIABLE LABELS is_wa2 'There is rain.: item score, 0-100'.
VARIABLE LABELS is_wa3 'There is dew.: item score, 0-100'.
VARIABLE LABELS rs_soil 'Soil: score, computed again'.
VARIABLE LABELS rn_soil 'Soil: answers it rests on, counted again'.
VARIABLE LABELS re_soil 'Soil: margin, computed again'.
VARIABLE LABELS rt_soil 'Soil: status, found again'.
VARIABLE LABELS rs_light 'Light''. DELETE VARIABLES sc_soil.: score, computed again'.
VARIABLE LABELS rn_light 'Light''. DELETE VARIABLES sc_soil.: answers it rests on, counted again'.
VARIABLE LABELS re_light 'Light''. DELETE VARIABLES sc_soil.: margin, computed again'.
VARIABLE LABELS rt_light 'Light''. DELETE VARIABLES sc_soil.: status, found again'.
VARIABLE LABELS rs_water 'Water: score, computed again'.
VARIABLE LABELS rn_water 'Water: answers it rests on, counted again'.
VARIABLE LABELS re_water 'Water: margin, computed again'.
VARIABLE LABELS rt_water 'Water: status, found again'.
VARIABLE LABELS rs_soil_inside 'Soil, Inside: score, computed again'.
VARIABLE LABELS rn_soil_inside 'Soil, Inside: answers it rests on, counted again'.
VARIABLE LABELS re_soil_inside 'Soil, Inside: margin, computed again'.
VARIABLE LABELS rt_soil_inside 'Soil, Inside: status, found again'.
VARIABLE LABELS rs_soil_outside 'Soil, Outside: score, computed again'.
VARIABLE LABELS rn_soil_outside 'Soil, Outside: answers it rests on, counted again'.
VARIABLE LABELS re_soil_outside 'Soil, Outside: margin, computed again'.
VARIABLE LABELS rt_soil_outside 'Soil, Outside: status, found again'.
VARIABLE LABELS rs_light_inside 'Light''. DELETE VARIABLES sc_soil., Inside: score, computed again'.
VARIABLE LABELS rn_light_inside 'Light''. DELETE VARIABLES sc_soil., Inside: answers it rests on, counted again'.
VARIABLE LABELS re_light_inside 'Light''. DELETE VARIABLES sc_soil., Inside: margin, computed again'.
VARIABLE LABELS rt_light_inside 'Light''. DELETE VARIABLES sc_soil., Inside: status, found again'.
VARIABLE LABELS rs_light_outside 'Light''. DELETE VARIABLES sc_soil., Outside: score, computed again'.
VARIABLE LABELS rn_light_outside 'Light''. DELETE VARIABLES sc_soil., Outside: answers it rests on, counted again'.
VARIABLE LABELS re_light_outside 'Light''. DELETE VARIABLES sc_soil., Outside: margin, computed again'.
VARIABLE LABELS rt_light_outside 'Light''. DELETE VARIABLES sc_soil., Outside: status, found again'.
VARIABLE LABELS rs_glass 'Glass alone: score, computed again'.
VARIABLE LABELS rn_glass 'Glass alone: answers it rests on, counted again'.
VARIABLE LABELS re_glass 'Glass alone: margin, computed again'.
VARIABLE LABELS rt_glass 'Glass alone: status, found again'.
VARIABLE LABELS rs_whole 'The whole: score, computed again'.
VARIABLE LABELS rn_whole 'The whole: answers it rests on, counted again'.
VARIABLE LABELS re_whole 'The whole: margin, computed again'.
VARIABLE LABELS rt_whole 'The whole: status, found again'.
VARIABLE LABELS rely_difference 'Largest difference in numbers'.
VARIABLE LABELS rely_mismatches 'Results that are not the same'.
FORMATS rely_difference (F14.10) rely_mismatches (F8.0).
* Both numbers must be 0; less than 0.000001 is rounding.
DESCRIPTIVES VARIABLES=rely_difference rely_mismatches /STATISTICS=MAX.
